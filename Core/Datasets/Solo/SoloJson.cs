using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace FewLabels.Sim.Core.Datasets.Solo;

/// <summary>Numbers and lists as SOLO writes them: a float always has a point or an exponent.</summary>
internal static class SoloJson
{
    private static readonly SearchValues<byte> WholeNumber = SearchValues.Create("-0123456789"u8);

    /// <summary>Of frames: one line, since there may be a million of them.</summary>
    public static JsonWriterOptions Compact { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <exception cref="InvalidDataException">The number is none: JSON has no word for it, and a label must not have it.</exception>
    public static void Float(this Utf8JsonWriter json, float value)
    {
        if (!float.IsFinite(value))
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"A label holds {value}."));
        Span<byte> text = stackalloc byte[32];
        value.TryFormat(text, out var length, default, CultureInfo.InvariantCulture);
        if (text[..length].IndexOfAnyExcept(WholeNumber) < 0)
        {
            ".0"u8.CopyTo(text[length..]);
            length += 2;
        }
        json.WriteRawValue(text[..length], skipInputValidation: true);
    }

    public static void Float(this Utf8JsonWriter json, string name, float value)
    {
        json.WritePropertyName(name);
        json.Float(value);
    }

    public static void Floats(this Utf8JsonWriter json, string name, params ReadOnlySpan<float> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.Float(value);
        json.WriteEndArray();
    }

    public static void Vector(this Utf8JsonWriter json, string name, Vector3 value) => json.Floats(name, value.X, value.Y, value.Z);

    /// <summary>As x, y, z, w.</summary>
    public static void Rotation(this Utf8JsonWriter json, string name, Quaternion value) => json.Floats(name, value.X, value.Y, value.Z, value.W);

    public static void Color(this Utf8JsonWriter json, string name, Rgba color)
    {
        json.WriteStartArray(name);
        foreach (var channel in (ReadOnlySpan<byte>)[color.R, color.G, color.B, color.A])
            json.WriteNumberValue(channel);
        json.WriteEndArray();
    }

    /// <summary>A list of objects; an empty one is written too, since readers ask for it.</summary>
    public static void Objects<T>(this Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(item);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    public static void Words(this Utf8JsonWriter json, string name, IEnumerable<string> words)
    {
        json.WriteStartArray(name);
        foreach (var word in words)
            json.WriteStringValue(word);
        json.WriteEndArray();
    }
}
