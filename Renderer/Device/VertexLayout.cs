using FewLabels.Sim.Renderer.Engine;
using Silk.NET.OpenGL;

namespace FewLabels.Sim.Renderer.Device;

/// <summary>How <see cref="Vertex"/> lies in a buffer.</summary>
internal static class VertexLayout
{
    public static uint Create(GL gl)
    {
        gl.CreateVertexArrays(1, out uint array);
        for (var attribute = 0u; attribute < 3; attribute++)
        {
            gl.EnableVertexArrayAttrib(array, attribute);
            gl.VertexArrayAttribBinding(array, attribute, 0);
        }
        gl.VertexArrayAttribFormat(array, 0, 3, VertexAttribType.Float, false, 0);
        gl.VertexArrayAttribFormat(array, 1, 4, VertexAttribType.Byte, true, 12);
        gl.VertexArrayAttribFormat(array, 2, 2, VertexAttribType.Float, false, 16);
        return array;
    }
}
