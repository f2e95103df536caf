using System.Runtime.InteropServices;

namespace FewLabels.Sim.Renderer.Device;

/// <summary>The few functions of libEGL that a context without a window needs.</summary>
internal static unsafe partial class Egl
{
    public const int PlatformDevice = 0x313F;
    public const int PlatformSurfaceless = 0x31DD;
    public const int OpenGlApi = 0x30A2;
    public const int None = 0x3038;

    private const string Library = "libEGL.so.1";

    public static bool TryGetLibrary() => NativeLibrary.TryLoad(Library, out _);

    [LibraryImport(Library, EntryPoint = "eglGetPlatformDisplay")]
    public static partial nint GetPlatformDisplay(int platform, nint native, nint* attributes);

    [LibraryImport(Library, EntryPoint = "eglGetDisplay")]
    public static partial nint GetDisplay(nint native);

    [LibraryImport(Library, EntryPoint = "eglInitialize")]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool Initialize(nint display, out int major, out int minor);

    [LibraryImport(Library, EntryPoint = "eglBindAPI")]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool BindApi(int api);

    [LibraryImport(Library, EntryPoint = "eglCreateContext")]
    public static partial nint CreateContext(nint display, nint config, nint share, int* attributes);

    [LibraryImport(Library, EntryPoint = "eglMakeCurrent")]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool MakeCurrent(nint display, nint draw, nint read, nint context);

    [LibraryImport(Library, EntryPoint = "eglDestroyContext")]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool DestroyContext(nint display, nint context);

    [LibraryImport(Library, EntryPoint = "eglGetError")]
    public static partial int GetError();

    [LibraryImport(Library, EntryPoint = "eglGetProcAddress", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint GetProcAddress(string name);
}
