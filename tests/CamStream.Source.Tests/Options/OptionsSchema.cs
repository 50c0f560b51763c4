using System.Text.Json;
using System.Text.Json.Nodes;

namespace CamStream.Source.Options;

/// <summary>The options of <c>ConfigurationSchema.json</c>.</summary>
internal static class OptionsSchema
{
    // Addresses of services: no option class has them.
    private const string Addresses = "services";

    public static JsonObject Root { get; } =
        JsonNode.Parse(File.ReadAllText(Repository.File("ConfigurationSchema.json")))!.AsObject();

    public static IEnumerable<Option> Read() =>
        from property in Properties(Root)
        where property.Key != Addresses
        from schema in Alternatives(property.Value!.AsObject())
        from option in Options(property.Key, schema)
        select option;

    /// <summary>Every option and section that has no description.</summary>
    public static IEnumerable<string> Undescribed() =>
        from property in Properties(Root)
        from schema in Alternatives(property.Value!.AsObject())
        from part in Properties(schema).Append(new(property.Key, schema))
        where string.IsNullOrWhiteSpace((string?)part.Value!["description"])
        select part.Key;

    // A name may be an option of one program and a section of another.
    private static IEnumerable<JsonObject> Alternatives(JsonObject schema) =>
        schema["anyOf"] is JsonArray several ? several.Select(one => one!.AsObject()) : [schema];

    private static JsonObject Properties(JsonObject schema) => schema["properties"]?.AsObject() ?? [];

    private static IEnumerable<Option> Options(string name, JsonObject schema) =>
        (string?)schema["type"] == "object"
            ? Properties(schema).Select(option => Of(name, option.Key, option.Value!.AsObject()))
            : [Of(null, name, schema)];

    private static Option Of(string? section, string name, JsonObject schema) =>
        new(section, name, (string)schema["type"]!, Option.Text(Value(schema["default"])), Allowed(schema));

    private static string Allowed(JsonObject schema)
    {
        if (schema["minimum"] is { } minimum)
            return Option.Range(Value(minimum)!, Value(schema["maximum"])!);
        return schema["enum"] is JsonArray values ? Option.Values(values.Select(Value)) : Option.AnyValue;
    }

    private static object? Value(JsonNode? node) =>
        node?.GetValueKind() switch
        {
            null => null,
            JsonValueKind.Number => node.GetValue<double>(),
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => (string?)node,
        };
}
