using System.Text.RegularExpressions;

namespace FewLabels.Sim.Core.Datasets.Assets;

/// <summary>Licences known by their words, as SPDX identifiers (https://spdx.org/licenses).</summary>
internal static partial class LicenceText
{
    private const int LongestSentence = 160;

    // Each by words that stand in its text or are its usual name.
    private static readonly (string Words, string Name)[] Texts =
    [
        ("SIL OPEN FONT LICENSE", "OFL-1.1"),
        ("Creative Commons Zero", "CC0-1.0"),
        ("CC0 1.0", "CC0-1.0"),
        ("Attribution-NonCommercial-ShareAlike 4.0", "CC-BY-NC-SA-4.0"),
        ("Attribution-NonCommercial-NoDerivatives 4.0", "CC-BY-NC-ND-4.0"),
        ("Attribution-NonCommercial 4.0", "CC-BY-NC-4.0"),
        ("Attribution-NoDerivatives 4.0", "CC-BY-ND-4.0"),
        ("Attribution-ShareAlike 4.0", "CC-BY-SA-4.0"),
        ("Attribution-ShareAlike 3.0", "CC-BY-SA-3.0"),
        ("Attribution 4.0", "CC-BY-4.0"),
        ("Attribution 3.0", "CC-BY-3.0"),
        ("Apache License, Version 2.0", "Apache-2.0"),
        ("Apache License Version 2.0", "Apache-2.0"),
        ("Mozilla Public License Version 2.0", "MPL-2.0"),
        ("MIT License", "MIT"),
        ("Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files", "MIT"),
        ("This is free and unencumbered software released into the public domain", "Unlicense"),
    ];

    /// <summary>The licence's identifier, several with commas between where a text holds several; null where none is known by these words.</summary>
    public static string? Known(string text)
    {
        var flat = Spaces().Replace(text, " ");
        var names = Texts.Where(entry => flat.Contains(entry.Words, StringComparison.OrdinalIgnoreCase)).Select(entry => entry.Name).ToList();
        // The first counts: each of these texts speaks of the others.
        if (Gnu().Match(flat) is { Success: true } gnu)
            names.Add($"{gnu.Groups[1].Value.ToUpperInvariant() switch { "AFFERO " => "AGPL", "LESSER " => "LGPL", _ => "GPL" }}-{gnu.Groups[2].Value}{(gnu.Groups[3].Success ? gnu.Groups[3].Value : ".0")}");
        if (Redistribution().IsMatch(flat))
            names.Add(flat.Contains("Neither the name", StringComparison.OrdinalIgnoreCase) ? "BSD-3-Clause" : "BSD-2-Clause");
        if (names.Count > 0)
            return string.Join(", ", names.Distinct());
        return Identifier().Match(flat) is { Success: true } match ? match.Value.Replace(' ', '-') : null;
    }

    /// <summary>The licence's identifier; else the first line that says something; null where none does.</summary>
    public static string? Recognise(string text) => Known(text) ?? Sentence(text);

    /// <summary>The first line that says something, not too long; null where none does.</summary>
    public static string? Sentence(string text)
    {
        var line = text.Split('\n').Select(line => new string([.. line.Where(c => !char.IsControl(c))]).Trim(' ', '#', '*', '=', '-', '_')).FirstOrDefault(line => line.Length > 0);
        return line?.Length > LongestSentence ? line[..LongestSentence].TrimEnd() + "…" : line;
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"GNU (AFFERO |LESSER )?GENERAL PUBLIC LICENSE,? Version (\d)(\.\d)?", RegexOptions.IgnoreCase)]
    private static partial Regex Gnu();

    [GeneratedRegex("Redistribution and use in source and binary forms", RegexOptions.IgnoreCase)]
    private static partial Regex Redistribution();

    // As people write them in lists; what follows is no part of a longer word.
    [GeneratedRegex(@"\b(CC0([- ]1\.0)?|CC[- ]BY([- ]NC)?([- ](SA|ND))?[- ]\d\.\d|MIT|OFL[- ]1\.1|Apache[- ]2\.0|GPL[- ]?[23](\.0)?|BSD[- ][23][- ]Clause|PDDL|ODbL([- ]1\.0)?)(?![\w.-])", RegexOptions.IgnoreCase)]
    private static partial Regex Identifier();
}
