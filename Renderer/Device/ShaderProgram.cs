using System.Reflection;
using Silk.NET.OpenGL;

namespace FewLabels.Sim.Renderer.Device;

/// <summary>A linked pair of the shaders embedded in this assembly. It lives on the context's thread.</summary>
internal sealed class ShaderProgram : IDisposable
{
    // A driver has one of the two; "enable" only warns about the other.
    private const string Layers = "#version 450 core\n#extension GL_ARB_shader_viewport_layer_array : enable\n#extension GL_AMD_vertex_shader_layer : enable\n";

    private readonly GL _gl;
    private readonly uint _handle;

    /// <param name="files">The fragment shader's parts, in order.</param>
    /// <param name="defines">What to define in both shaders: a name, or a name and its value.</param>
    /// <exception cref="InvalidOperationException">A shader does not compile or link on this driver.</exception>
    public ShaderProgram(GL gl, string vertexFile, IReadOnlyList<string> files, IEnumerable<string> defines)
    {
        _gl = gl;
        var head = Layers + string.Concat(defines.Select(define => $"#define {define}\n")) + Read("records.glsl");
        var vertex = Compile(ShaderType.VertexShader, vertexFile, head + Read(vertexFile));
        var fragment = Compile(ShaderType.FragmentShader, files[^1], head + string.Concat(files.Select(Read)));
        _handle = gl.CreateProgram();
        gl.AttachShader(_handle, vertex);
        gl.AttachShader(_handle, fragment);
        gl.LinkProgram(_handle);
        gl.DeleteShader(vertex);
        gl.DeleteShader(fragment);
        if (gl.GetProgram(_handle, ProgramPropertyARB.LinkStatus) == 0)
            throw new InvalidOperationException($"{vertexFile} and {files[^1]} do not link: {gl.GetProgramInfoLog(_handle)}");
    }

    public void Use() => _gl.UseProgram(_handle);

    public void Set(string name, int value) => _gl.ProgramUniform1(_handle, _gl.GetUniformLocation(_handle, name), value);

    public void Dispose() => _gl.DeleteProgram(_handle);

    private uint Compile(ShaderType type, string file, string source)
    {
        var shader = _gl.CreateShader(type);
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
