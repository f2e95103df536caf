namespace FewLabels.Sim.Renderer.Randomizers.Pictures;

/// <summary>
/// Keeps the things used last, up to so many bytes, and loads the others when they are asked for. Safe for several threads: a thing
/// is loaded once however many ask for it at a time, and those who ask for another don't wait.
/// </summary>
/// <param name="load">May throw; then the next who asks tries again.</param>
/// <param name="measure">Bytes of a thing.</param>
/// <param name="capacity">Bytes to keep. The thing loaded last is kept whatever its size.</param>
internal sealed class RecentlyUsed<TKey, TValue>(Func<TKey, TValue> load, Func<TValue, long> measure, long capacity)
    where TKey : notnull
{
    private readonly Dictionary<TKey, LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _order = [];
    private readonly Lock _gate = new();
    private long _bytes;

    public int Count
    {
        get
        {
            lock (_gate)
                return _entries.Count;
        }
    }

    public TValue Get(TKey key)
    {
        var node = Touch(key);
        TValue value;
        try
        {
            value = node.Value.Loading.Value;
        }
        catch
        {
            Forget(node);
            throw;
        }
        Weigh(node, value);
        return value;
    }

    private LinkedListNode<Entry> Touch(TKey key)
    {
        lock (_gate)
        {
            if (_entries.TryGetValue(key, out var node))
                _order.Remove(node);
            else
                _entries.Add(key, node = new(new(key, new(() => load(key)))));
            _order.AddFirst(node);
            return node;
        }
    }

    private void Weigh(LinkedListNode<Entry> node, TValue value)
    {
        lock (_gate)
        {
            // Weighed already, or dropped while it loaded.
            if (node.Value.Bytes > 0 || node.List is null)
                return;
            node.Value.Bytes = Math.Max(1, measure(value));
            _bytes += node.Value.Bytes;
            for (var last = _order.Last; last is not null && _bytes > capacity;)
            {
                var before = last.Previous;
                // What is still being loaded weighs nothing yet, and others wait for it.
                if (last != node && last.Value.Bytes > 0)
                    Drop(last);
                last = before;
            }
        }
    }

    private void Forget(LinkedListNode<Entry> node)
    {
        lock (_gate)
        {
            if (node.List is not null)
                Drop(node);
        }
    }

    private void Drop(LinkedListNode<Entry> node)
    {
        _order.Remove(node);
        _entries.Remove(node.Value.Key);
        _bytes -= node.Value.Bytes;
    }

    private sealed class Entry(TKey key, Lazy<TValue> loading)
    {
        public TKey Key { get; } = key;

        public Lazy<TValue> Loading { get; } = loading;

        /// <summary>0 until it is loaded.</summary>
        public long Bytes { get; set; }
    }
}
