using System.Globalization;
using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Core.Images;

/// <summary>The memory of all decodings that run now. Small ones pass; where a few large ones would go beyond the limit together, they wait for each other.</summary>
internal static class DecodeMemory
{
    private static readonly Lock Gate = new();
    private static readonly ManualResetEventSlim Freed = new(initialState: true);
    private static long _taken;
    private static bool _awaited;

    /// <summary>Waits until so many bytes are free, and takes them until the result is disposed of.</summary>
    /// <exception cref="FewLabelsException">Alone it is beyond <see cref="DecodeLimits.Memory"/>.</exception>
    public static Share Take(long bytes, string name, DecodeLimits limits)
    {
        if (bytes > limits.Memory)
            throw ImageRefusal.TooLarge(ImageFault.Memory, name, $"it would take {Number(bytes)} bytes of memory", Number(limits.Memory));
        while (true)
        {
            lock (Gate)
            {
                if (_taken + bytes <= limits.Memory || _taken == 0)
                {
                    _taken += bytes;
                    return new(bytes);
                }
                _awaited = true;
                Freed.Reset();
            }
            Freed.Wait();
        }
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Bytes that are taken until this is disposed of, once.</summary>
    internal readonly struct Share(long bytes) : IDisposable
    {
        public void Dispose()
        {
            lock (Gate)
            {
                _taken -= bytes;
                // Hardly ever does anybody wait.
                if (!_awaited)
                    return;
                _awaited = false;
                Freed.Set();
            }
        }
    }
}
