using Silk.NET.OpenGL;

namespace FewLabels.Sim.Renderer.Device;

internal static class Framebuffers
{
    /// <exception cref="InvalidOperationException">The driver refuses the combination of attachments.</exception>
    public static void Check(GL gl, uint framebuffer)
    {
        var status = gl.CheckNamedFramebufferStatus(framebuffer, FramebufferTarget.Framebuffer);
        if (status != GLEnum.FramebufferComplete)
            throw new InvalidOperationException($"The driver refuses a framebuffer: {status}.");
    }
}
