using System.Globalization;
using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Learning.Augmentation.Recipes;

/// <summary>An operation with its numbers, one of a recipe's.</summary>
public sealed class OperationChoice
{
    private readonly Dictionary<string, double> _values;

    /// <param name="kind">Which operation.</param>
    /// <param name="changes">Values that differ from the defaults.</param>
    /// <param name="place">The file and line, or the option, for messages.</param>
    /// <exception cref="FewLabelsException">A parameter is unknown, a value is out of range, or a least value is above the most.</exception>
    public OperationChoice(OperationKind kind, IReadOnlyDictionary<string, double>? changes = null, string place = "recipe")
    {
        Kind = kind;
        _values = kind.Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Default);
        foreach (var (name, value) in changes ?? new Dictionary<string, double>())
        {
            if (kind.Parameters.FirstOrDefault(parameter => parameter.Name == name) is not { } parameter)
                throw Unknown(name, place);
            if (!(value >= parameter.Least && value <= parameter.Most) || (parameter.Whole && value != Math.Floor(value)))
                throw new FewLabelsException(FormattableString.Invariant($"'{kind.Name}.{name}' is {value}"), place,
                    FormattableString.Invariant($"It must be a {(parameter.Whole ? "whole " : "")}number from {parameter.Least:G6} to {parameter.Most:G6}."), ExitCode.WrongUsage);
            _values[name] = value;
        }
        foreach (var least in kind.Parameters.Where(parameter => parameter.Name.StartsWith("least-", StringComparison.Ordinal)))
        {
            var most = "most-" + least.Name["least-".Length..];
            if (_values[least.Name] > _values[most])
                throw new FewLabelsException(FormattableString.Invariant($"'{kind.Name}.{least.Name}' is {_values[least.Name]:G6} and '{most}' {_values[most]:G6}"), place,
                    "The least can't be above the most: change one of them.", ExitCode.WrongUsage);
        }
    }

    public OperationKind Kind { get; }

    /// <summary>A value for each parameter.</summary>
    public IReadOnlyDictionary<string, double> Values => _values;

    public Operation Create() => Kind.Create(new(_values));

    /// <summary>The same operation with one value changed.</summary>
    public OperationChoice With(string parameter, double value, string place = "recipe") =>
        new(Kind, new Dictionary<string, double>(_values) { [parameter] = value }, place);

    /// <summary>As a job file has it: the name, and what differs from the defaults.</summary>
    public override string ToString()
    {
        var changes = Kind.Parameters.Where(parameter => _values[parameter.Name] != parameter.Default)
            .Select(parameter => $"{parameter.Name}: {_values[parameter.Name].ToString("G4", CultureInfo.InvariantCulture)}").ToArray();
        return changes.Length == 0 ? Kind.Name : $"{Kind.Name}: {{ {string.Join(", ", changes)} }}";
    }

    private FewLabelsException Unknown(string name, string place)
    {
        var known = Kind.Parameters.Select(parameter => parameter.Name).ToArray();
        return new($"'{Kind.Name}' has no parameter '{name}'", place,
            known.Length == 0 ? "It takes none." : $"It has: {string.Join(", ", known)}{NearestName.Suggest(name, known)}.", ExitCode.WrongUsage);
    }
}
