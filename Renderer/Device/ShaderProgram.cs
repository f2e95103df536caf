using System.Reflection;
using Silk.NET.OpenGL;

namespace FewLabels.Sim.Renderer.Device;

/// <summary>A linked pair of the shaders embedded in this assembly. It lives on the context's thread.</summary>
internal sealed class ShaderProgram : IDisposable
{
    private readonly GL _gl;
    private readonly uint _handle;

    /// <param name="define">A preprocessor name to define in both shaders, or null.</param>
    /// <exception cref="InvalidOperationException">A shader does not compile or link on this driver.</exception>
    public ShaderProgram(GL gl, string vertexFile, string fragmentFile, string? define = null)
    {
        _gl = gl;
        var vertex = Compile(ShaderType.VertexShader, vertexFile, define);
        var fragment = Compile(ShaderType.FragmentShader, fragmentFile, define);
        _handle = gl.CreateProgram();
        gl.AttachShader(_handle, vertex);
        gl.AttachShader(_handle, fragment);
        gl.LinkProgram(_handle);
        gl.DeleteShader(vertex);
        gl.DeleteShader(fragment);
        if (gl.GetProgram(_handle, ProgramPropertyARB.LinkStatus) == 0)
            throw new InvalidOperationException($"{vertexFile} and {fragmentFile} do not link: {gl.GetProgramInfoLog(_handle)}");
    }

    public void Use() => _gl.UseProgram(_handle);

    public void Set(string name, int value) => _gl.ProgramUniform1(_handle, _gl.GetUniformLocation(_handle, name), value);

    public void Dispose() => _gl.DeleteProgram(_handle);

    private uint Compile(ShaderType type, string file, string? define)
    {
        var shader = _gl.CreateShader(type);
        var source = "#version 450 core\n" + (define is null ? "" : $"#define {define}\n") + Read("records.glsl") + Read(file);
        _gl.ShaderSource(shader, source);
        _gl.CompileShader(shader);
        if (_gl.GetShader(shader, ShaderParameterName.CompileStatus) == 0)
            throw new InvalidOperationException($"{file} does not compile: {_gl.GetShaderInfoLog(shader)}");
        return shader;
    }

    private static string Read(string file)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var name = assembly.GetManifestResourceNames().Single(name => name.EndsWith($".Device.Shaders.{file}", StringComparison.Ordinal));
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
