using FewLabels.Sim.Core.Errors;
using Silk.NET.OpenGL;

namespace FewLabels.Sim.Renderer.Device;

/// <summary>
/// An OpenGL 4.5 core context without a window. It belongs to the thread that made it: use and dispose it there only.
/// A graphics card's own EGL device is tried first, then Mesa's rasteriser, then the default display. Mesa's rasteriser draws for one context
/// of a display at a time; it has two displays (without a surface, and its software device), so that two contexts can draw at once.
/// </summary>
public sealed unsafe class GlContext : IDisposable
{
    private readonly nint _display;
    private readonly nint _context;

    /// <param name="number">Which of a process's contexts this is, from 0; Mesa's displays are taken in turn.</param>
    /// <exception cref="FewLabelsException">This machine has no EGL, or no driver that gives OpenGL 4.5.</exception>
    public GlContext(int number = 0)
    {
        if (!Egl.TryGetLibrary())
            throw Unavailable("libEGL.so.1 is not installed", null);
        var attempts = new List<string>();
        foreach (var (name, display) in Displays(number))
        {
            _context = TryCreate(name, display, attempts);
            if (_context == 0)
                continue;
            _display = display;
            Gl = GL.GetApi(function => Egl.GetProcAddress(function));
            DeviceName = Gl.GetStringS(StringName.Renderer) ?? "unknown";
            Version = Gl.GetStringS(StringName.Version) ?? "unknown";
            // Layers are chosen in the vertex shader; without this a geometry shader would be needed.
            if (Gl.IsExtensionPresent("GL_ARB_shader_viewport_layer_array") || Gl.IsExtensionPresent("GL_AMD_vertex_shader_layer"))
                return;
            attempts.Add($"{name}: {DeviceName} can't choose a layer in the vertex shader");
            Destroy();
        }
        throw Unavailable("No OpenGL 4.5 context could be made", string.Join("; ", attempts));
    }

    public GL Gl { get; } = null!;

    /// <summary>What draws: <c>GL_RENDERER</c>, such as <c>llvmpipe (LLVM 15.0.6, 256 bits)</c>.</summary>
    public string DeviceName { get; } = "";

    /// <summary><c>GL_VERSION</c>.</summary>
    public string Version { get; } = "";

    /// <summary>Throws if GL has noted an error since the last check; a check waits for nothing.</summary>
    /// <exception cref="InvalidOperationException">GL reports an error: a fault in this library.</exception>
    public void Check(string doing)
    {
        var error = Gl.GetError();
        if (error != GLEnum.NoError)
            throw new InvalidOperationException($"OpenGL reports {error} while {doing} on {DeviceName}.");
    }

    public void Dispose()
    {
        Gl.Dispose();
        Destroy();
    }

    private void Destroy()
    {
        // The display stays initialised: another context of this process may be using it.
        Egl.MakeCurrent(_display, 0, 0, 0);
        Egl.DestroyContext(_display, _context);
    }

    private static List<(string Name, nint Display)> Displays(int number)
    {
        var displays = new List<(string, nint)>();
        var software = new List<(string, nint)> { ("surfaceless Mesa", Egl.GetPlatformDisplay(Egl.PlatformSurfaceless, 0, null)) };
        var query = (delegate* unmanaged<int, nint*, int*, uint>)Egl.GetProcAddress("eglQueryDevicesEXT");
        var devices = stackalloc nint[16];
        int count;
        if (query != null && query(16, devices, &count) != 0)
        {
            var text = (delegate* unmanaged<nint, int, nint>)Egl.GetProcAddress("eglQueryDeviceStringEXT");
            for (var i = 0; i < count; i++)
            {
                var extensions = text == null ? null : System.Runtime.InteropServices.Marshal.PtrToStringUTF8(text(devices[i], 0x3055));
                var list = extensions?.Contains("EGL_MESA_device_software", StringComparison.Ordinal) == true ? software : displays;
                list.Add(($"device {i}", Egl.GetPlatformDisplay(Egl.PlatformDevice, devices[i], null)));
            }
        }
        for (var i = 0; i < software.Count; i++)
            displays.Add(software[(i + number) % software.Count]);
        displays.Add(("default display", Egl.GetDisplay(0)));
        return displays;
    }

    private static nint TryCreate(string name, nint display, List<string> attempts)
    {
        if (display == 0 || !Egl.Initialize(display, out _, out _) || !Egl.BindApi(Egl.OpenGlApi))
        {
            attempts.Add($"{name}: EGL error {Egl.GetError():x}");
            return 0;
        }
        var attributes = stackalloc int[] { 0x3098, 4, 0x30FB, 5, 0x30FD, 1, Egl.None };
        var context = Egl.CreateContext(display, 0, 0, attributes);
        if (context != 0 && Egl.MakeCurrent(display, 0, 0, context))
            return context;
        var error = Egl.GetError();
        if (context != 0)
            Egl.DestroyContext(display, context);
        attempts.Add($"{name}: {OlderVersion(display) ?? $"EGL error {error:x}"}");
        return 0;
    }

    // What the display has where it has a context, but not ours.
    private static string? OlderVersion(nint display)
    {
        var any = stackalloc int[] { Egl.None };
        var context = Egl.CreateContext(display, 0, 0, any);
        if (context == 0)
            return null;
        string? version = null;
        if (Egl.MakeCurrent(display, 0, 0, context))
        {
            using var gl = GL.GetApi(function => Egl.GetProcAddress(function));
            version = $"only OpenGL {gl.GetStringS(StringName.Version)} on {gl.GetStringS(StringName.Renderer)}";
            Egl.MakeCurrent(display, 0, 0, 0);
        }
        Egl.DestroyContext(display, context);
        return version;
    }

    private static FewLabelsException Unavailable(string what, string? detail) => new(
        what, detail is null ? "EGL" : $"EGL: {detail}",
        "Install a driver, or a newer one, for example: sudo apt-get install libegl1 libegl-mesa0 libgl1-mesa-dri");
}
