using Xunit;

namespace FewLabels.Sim.Tests.Learning.Networks;

/// <summary>Debian's PyTorch as an oracle, where it is installed.</summary>
internal static class PyTorch
{
    private static readonly DebianPython Python = new("torch", "torchvision");

    /// <summary>Reading and writing safetensors in a few lines, since Debian has no package for it.</summary>
    private const string Files = """
        import json, struct, sys, torch, torchvision
        TYPES = {'F32': torch.float32, 'I64': torch.int64}
        def save(path, tensors):
            header, data, at = {}, b'', 0
            for name, t in tensors.items():
                kind = next(k for k, v in TYPES.items() if v == t.dtype)
                raw = t.detach().contiguous().numpy().tobytes()
                header[name] = {'dtype': kind, 'shape': list(t.shape), 'data_offsets': [at, at + len(raw)]}
                data += raw
                at += len(raw)
            text = json.dumps(header).encode()
            open(path, 'wb').write(struct.pack('<Q', len(text)) + text + data)
        def load(path):
            raw = open(path, 'rb').read()
            n = struct.unpack('<Q', raw[:8])[0]
            return {k: torch.frombuffer(bytearray(raw[8 + n + e['data_offsets'][0]:8 + n + e['data_offsets'][1]]), dtype=TYPES[e['dtype']]).reshape(e['shape'])
                    for k, e in json.loads(raw[8:8 + n]).items()}
        torch.set_num_threads(1)

        """;

    /// <summary>Runs a script behind <c>save</c>, <c>load</c> and the imports; its arguments are in <c>sys.argv</c>.</summary>
    public static void Run(string script, params string[] arguments)
    {
        if (Python.Missing is { } missing)
            Assert.Skip(missing);
        Python.Run(["-c", Files + script, .. arguments]);
    }
}
