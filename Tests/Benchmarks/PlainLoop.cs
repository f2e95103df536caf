using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Renderer.Device;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Meshes;
using Silk.NET.OpenGL;

namespace FewLabels.Sim.Benchmarks;

/// <summary>An OpenGL loop as one writes it first: each image cleared, each sphere drawn with its full mesh by a Lambert shader, the pixels read back.</summary>
internal static unsafe class PlainLoop
{
    public const string Name = "plain-loop";

    private const string VertexShader = """
        #version 450 core
        layout(location = 0) in vec3 position;
        layout(location = 1) in vec4 normalIn;
        uniform mat4 world; uniform mat4 clip;
        out vec3 normal;
        void main() { gl_Position = clip * world * vec4(position, 1.0); normal = normalIn.xyz; }
        """;

    private const string FragmentShader = """
        #version 450 core
        in vec3 normal; uniform vec3 color; out vec4 result;
        void main() { result = vec4(color * (0.3 + 0.7 * max(0.0, dot(normalize(normal), vec3(0.5, 0.7, -0.5)))), 1.0); }
        """;

    public static void Run()
    {
        using var context = new GlContext();
        var gl = context.Gl;
        var program = Link(gl);
        gl.CreateFramebuffers(1, out uint framebuffer);
        gl.CreateTextures(TextureTarget.Texture2D, 1, out uint color);
        gl.TextureStorage2D(color, 1, SizedInternalFormat.Rgba8, 128, 128);
        gl.CreateRenderbuffers(1, out uint depth);
        gl.NamedRenderbufferStorage(depth, InternalFormat.DepthComponent24, 128, 128);
        gl.NamedFramebufferTexture(framebuffer, FramebufferAttachment.ColorAttachment0, color, 0);
        gl.NamedFramebufferRenderbuffer(framebuffer, FramebufferAttachment.DepthAttachment, RenderbufferTarget.Renderbuffer, depth);
        gl.BindFramebuffer(FramebufferTarget.Framebuffer, framebuffer);
        gl.Viewport(0, 0, 128, 128);
        gl.Enable(EnableCap.DepthTest);
        var mesh = Primitives.Sphere(0.5f, 32, 25);
        var array = VertexLayout.Create(gl);
        gl.BindVertexArray(array);
        gl.CreateBuffers(1, out uint vertices);
        fixed (Vertex* data = mesh.Vertices)
            gl.NamedBufferStorage(vertices, (nuint)(mesh.VertexCount * sizeof(Vertex)), data, 0u);
        gl.CreateBuffers(1, out uint indices);
        fixed (ushort* data = mesh.Indices)
            gl.NamedBufferStorage(indices, (nuint)(mesh.IndexCount * sizeof(ushort)), data, 0u);
        gl.VertexArrayVertexBuffer(array, 0, vertices, 0, (uint)sizeof(Vertex));
        gl.VertexArrayElementBuffer(array, indices);
        gl.UseProgram(program);
        Draw(gl, program, mesh, 50);
        var start = Stopwatch.GetTimestamp();
        Draw(gl, program, mesh, 200);
        Console.Write((200 / Stopwatch.GetElapsedTime(start).TotalSeconds).ToString(CultureInfo.InvariantCulture));
    }

    private static void Draw(GL gl, uint program, Mesh mesh, int images)
    {
        var clip = Matrix4x4.CreateTranslation(0, 0, -7) * Matrix4x4.CreatePerspectiveFieldOfView(0.7f, 1, 0.1f, 100);
        gl.ProgramUniformMatrix4(program, gl.GetUniformLocation(program, "clip"), 1, false, (float*)&clip);
        var (worldAt, colorAt) = (gl.GetUniformLocation(program, "world"), gl.GetUniformLocation(program, "color"));
        var pixels = stackalloc byte[128 * 128 * 4];
        for (var i = 0; i < images; i++)
        {
            var stream = StreamKey.Of(1).With(i).Open();
            gl.Clear(ClearBufferMask.ColorBufferBit | ClearBufferMask.DepthBufferBit);
            for (var k = 0; k < 20; k++)
            {
                var world = Matrix4x4.CreateTranslation((float)stream.Uniform(-2.2, 2.2), (float)stream.Uniform(-2.2, 2.2), -(float)stream.Uniform(0, 3));
                gl.ProgramUniformMatrix4(program, worldAt, 1, false, (float*)&world);
                gl.ProgramUniform3(program, colorAt, (float)stream.NextDouble(), (float)stream.NextDouble(), (float)stream.NextDouble());
                gl.DrawElements(PrimitiveType.Triangles, (uint)mesh.IndexCount, DrawElementsType.UnsignedShort, null);
            }
            gl.ReadPixels(0, 0, 128, 128, PixelFormat.Rgba, PixelType.UnsignedByte, pixels);
        }
    }

    private static uint Link(GL gl)
    {
        var program = gl.CreateProgram();
        foreach (var (type, source) in new[] { (ShaderType.VertexShader, VertexShader), (ShaderType.FragmentShader, FragmentShader) })
        {
            var shader = gl.CreateShader(type);
            gl.ShaderSource(shader, source);
            gl.CompileShader(shader);
            gl.AttachShader(program, shader);
        }
        gl.LinkProgram(program);
        return gl.GetProgram(program, ProgramPropertyARB.LinkStatus) != 0 ? program : throw new InvalidOperationException(gl.GetProgramInfoLog(program));
    }
}
