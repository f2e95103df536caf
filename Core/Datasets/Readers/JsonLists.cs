using System.Globalization;
using System.Text.Json;
using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Core.Datasets.Readers;

/// <summary>
/// A JSON file whose root is an object of lists, gigabytes long if need be: the items of the lists one by one, in any order of the lists, in the memory
/// of one item.
/// </summary>
internal static class JsonLists
{
    /// <summary>Of one item. A mask of runs for every pixel of a large image is a few megabytes.</summary>
    private const int MostItemBytes = 32 << 20;

    private const int Block = 1 << 17;

    /// <param name="list">The root's member that holds the item.</param>
    /// <param name="offset">The item's first byte in the file.</param>
    /// <param name="item">Its JSON; it holds until the call returns.</param>
    public delegate void OnItem(string list, long offset, ReadOnlyMemory<byte> item);

    /// <summary>Goes through a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="lists">The members to go through; others are passed over.</param>
    /// <exception cref="FewLabelsException">It is no such JSON.</exception>
    public static void Read(string path, IReadOnlyCollection<string> lists, OnItem onItem)
    {
        using var file = DatasetFiles.Open(path);
        var pass = new Pass(path, file, lists, onItem);
        while (pass.Step())
        {
        }
    }

    /// <summary>The root's members as far as the first block goes; none where it is no object.</summary>
    public static IReadOnlyList<string> Peek(string path)
    {
        var members = new List<string>();
        try
        {
            using var file = DatasetFiles.Open(path);
            var buffer = new byte[Block];
            var read = file.ReadAtLeast(buffer, Block, throwOnEndOfStream: false);
            var json = new Utf8JsonReader(buffer.AsSpan(buffer.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0, read - (buffer.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0)), isFinalBlock: false, default);
            while (json.Read() && (json.CurrentDepth > 0 || json.TokenType == JsonTokenType.StartObject))
            {
                if (json.TokenType == JsonTokenType.PropertyName && json.CurrentDepth == 1)
                    members.Add(json.GetString()!);
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or IOException or UnauthorizedAccessException or FewLabelsException)
        {
            // What can't be read is not what is looked for; whoever opens it says why.
        }
        return members;
    }

    private sealed class Pass(string path, FileStream file, IReadOnlyCollection<string> lists, OnItem onItem)
    {
        private byte[] _buffer = new byte[Block];
        private int _start;
        private int _end;
        private long _offset;
        private bool _last;
        private JsonReaderState _state;
        private string _member = "";

        /// <summary>Is the member a list that is asked for?</summary>
        private bool _wanted;

        /// <returns>Is there more?</returns>
        public bool Step()
        {
            Fill();
            try
            {
                return Go();
            }
            catch (JsonException error)
            {
                throw new FewLabelsException($"The file is no valid JSON at or after byte {(_offset + _start).ToString(CultureInfo.InvariantCulture)}", path,
                    $"Expected: one whole JSON object, at most 64 levels deep ({DatasetErrors.Show(error.Message.Split(". LineNumber")[0])}).", cause: error);
            }
            catch (InvalidOperationException error)
            {
                throw DatasetErrors.Bad(path, $"a member near byte {_offset + _start}", "no text", "Unicode", error);
            }
        }

        private bool Go()
        {
            var json = new Utf8JsonReader(_buffer.AsSpan(_start, _end - _start), _last, _state);
            var before = json;
            while (json.Read())
            {
                if (json.CurrentDepth == 0 && json.TokenType is not (JsonTokenType.StartObject or JsonTokenType.EndObject))
                    throw DatasetErrors.Bad(path, "the file", $"a JSON {json.TokenType}", "an object with lists");
                if (json.CurrentDepth == 1 && json.TokenType == JsonTokenType.PropertyName)
                    (_member, _wanted) = (json.GetString()!, false);
                else if (json.CurrentDepth == 1 && json.TokenType == JsonTokenType.StartArray)
                    _wanted = lists.Contains(_member);
                else if (json.CurrentDepth == 1 && lists.Contains(_member) && json.TokenType is not (JsonTokenType.EndArray or JsonTokenType.Null))
                    throw DatasetErrors.Bad(path, _member, $"a JSON {json.TokenType}", "a list");
                else if (json.CurrentDepth == 2 && _wanted)
                {
                    var from = (int)json.TokenStartIndex;
                    if (!json.TrySkip())
                        break;
                    onItem(_member, _offset + _start + from, _buffer.AsMemory(_start + from, (int)json.BytesConsumed - from));
                }
                before = json;
            }
            if (_last)
                return false;
            // The last token or item is not whole: it is read anew with more behind it.
            _start += (int)before.BytesConsumed;
            _state = before.CurrentState;
            return true;
        }

        private void Fill()
        {
            if (_start > 0)
                _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_offset, _end, _start) = (_offset + _start, _end - _start, 0);
            if (_end > MostItemBytes)
                throw DatasetErrors.Bad(path, $"the item of {_member} at byte {_offset}", $"longer than {MostItemBytes} bytes", "an item of a list");
            if (_end > _buffer.Length / 2)
                Array.Resize(ref _buffer, 2 * _buffer.Length);
            var read = DatasetErrors.Guard(path, () => file.ReadAtLeast(_buffer.AsSpan(_end), _buffer.Length - _end, throwOnEndOfStream: false));
            _last = read < _buffer.Length - _end;
            _end += read;
            if (_offset == 0 && _buffer.AsSpan(0, _end).StartsWith("\uFEFF"u8))
                (_start, _offset) = (3, 0);
        }
    }
}
