using System.Text.Json.Nodes;

namespace FewLabels.Sim.Renderer.Import.Gltf;

/// <summary>Reads JSON that may have any shape: what is not of the shape that is asked for is not there.</summary>
internal static class JsonReading
{
    public static IEnumerable<JsonNode?> List(this JsonNode? node, string name) => node.Member(name) as JsonArray ?? [];

    public static JsonNode? Member(this JsonNode? node, string name) => (node as JsonObject)?[name];

    public static string? Text(this JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    public static int? Number(this JsonNode? node) => node is JsonValue value && value.TryGetValue(out int number) ? number : null;

    public static bool Remove(this JsonNode? node, string name) => (node as JsonObject)?.Remove(name) ?? false;
}
