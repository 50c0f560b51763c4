using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace CamStream.Docs.Options;

/// <summary>An option class of the code.</summary>
/// <param name="Heading">Its heading on the page: the programs that read it, and its section.</param>
/// <param name="Options">Its options.</param>
internal sealed record OptionClass(string Heading, IReadOnlyList<Option> Options)
{
    private static readonly string[] _programs = ["AppHost", "Edge", "Encoder", "Gateway", "Ingest"];

    // A library does not know who reads its options.
    private static readonly Dictionary<string, string> _readers = new(StringComparer.Ordinal)
    {
        ["BrokerOptions"] = "Edge, Ingest",
        ["ScrapeOptions"] = "Ingest, Encoder, Gateway",
    };

    // Checked by the class itself, without an attribute.
    private static readonly Dictionary<string, string> _otherRanges = new(StringComparer.Ordinal)
    {
        ["ScrapeOptions.Port"] = Option.Range(0, ushort.MaxValue),
    };

    /// <summary>All option classes of the programs and of the libraries that they share.</summary>
    public static IReadOnlyList<OptionClass> All { get; } =
    [
        .. _programs.Append("Frames").Append("ServiceDefaults").Append("Telemetry")
            .SelectMany(project => Types(project).Select(type => Of(type, _programs.Contains(project) ? project : _readers[type.Name]))),
    ];

    private static IEnumerable<Type> Types(string project) => Assembly.Load($"CamStream.{project}").GetTypes()
        .Where(type => type is { IsClass: true, IsAbstract: false, IsNested: false } && type.Name.EndsWith("Options", StringComparison.Ordinal));

    private static OptionClass Of(Type type, string programs)
    {
        var section = type.GetField("Section", BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)?.GetValue(null) as string;
        var defaults = Activator.CreateInstance(type, nonPublic: true);
        var options = type.GetProperties().Where(property => property.CanWrite).Select(property => new Option(
            section, property.Name, JsonType(property.PropertyType), Option.Text(property.GetValue(defaults)), Allowed(type, property)));
        return new OptionClass(section is null ? programs : $"{programs}: {section}", [.. options]);
    }

    private static string Allowed(Type type, PropertyInfo property) =>
        property.GetCustomAttribute<RangeAttribute>() is { } range ? Option.Range(range.Minimum, range.Maximum)
        : property.GetCustomAttribute<AllowedValuesAttribute>() is { } values ? Option.Values(values.Values)
        : _otherRanges.GetValueOrDefault($"{type.Name}.{property.Name}", Option.AnyValue);

    private static string JsonType(Type type) => Type.GetTypeCode(Nullable.GetUnderlyingType(type) ?? type) switch
    {
        TypeCode.Int32 or TypeCode.Int64 => "integer",
        TypeCode.Double => "number",
        TypeCode.Boolean => "boolean",
        TypeCode.String => "string",
        _ => throw new NotSupportedException($"Options of the type {type} have no JSON type yet."),
    };
}
