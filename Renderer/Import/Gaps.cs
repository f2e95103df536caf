namespace FewLabels.Sim.Renderer.Import;

/// <summary>Collects what a model asks for and does not get: each sentence once, in the order of the first time.</summary>
internal sealed class Gaps
{
    private readonly List<string> _sentences = [];

    public IReadOnlyList<string> Sentences => _sentences;

    public void Add(string sentence)
    {
        if (!_sentences.Contains(sentence))
            _sentences.Add(sentence);
    }
}
