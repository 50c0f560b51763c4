using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace CamStream.Source.Options;

/// <summary>An option class of the code.</summary>
/// <param name="Heading">Its heading on the page: the programs that read it, and its section.</param>
/// <param name="Options">Its options.</param>
internal sealed record OptionClass(string Heading, IReadOnlyList<Option> Options)
{
    private static readonly string[] _programs = ["AppHost", "Edge", "Encoder", "Gateway", "Ingest"];
    private static readonly string[] _libraries = ["Frames", "ServiceDefaults", "Telemetry"];

    // A library does not know which programs read its options.
    private static readonly Dictionary<string, string> _readers = new(StringComparer.Ordinal)
    {
        ["BrokerOptions"] = "Edge, Ingest",
        ["ScrapeOptions"] = "Ingest, Encoder, Gateway",
    };

    // The class checks these itself, without an attribute.
    private static readonly Dictionary<string, string> _otherRanges = new(StringComparer.Ordinal)
    {
        ["ScrapeOptions.Port"] = Option.Range(0, ushort.MaxValue),
    };

    /// <summary>All option classes of the programs and of the libraries that they share.</summary>
    public static IReadOnlyList<OptionClass> All { get; } =
    [
        .. _programs.SelectMany(program => Types(program).Select(type => Of(type, program))),
        .. _libraries.SelectMany(Types).Select(type => Of(type, _readers[type.Name])),
    ];

    private static IEnumerable<Type> Types(string project) =>
        Assembly
            .Load($"CamStream.{project}")
            .GetTypes()
            .Where(type =>
                type is { IsClass: true, IsAbstract: false, IsNested: false }
                && type.Name.EndsWith("Options", StringComparison.Ordinal)
            );

    private static OptionClass Of(Type type, string programs)
    {
        const BindingFlags Constants = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
        var section = type.GetField("Section", Constants)?.GetValue(null) as string;
        var defaults = Activator.CreateInstance(type, nonPublic: true);
        var options =
            from property in type.GetProperties()
            where property.CanWrite
            select new Option(
                section,
                property.Name,
                JsonType(property.PropertyType),
                Option.Text(property.GetValue(defaults)),
                Allowed(type, property)
            );
        return new OptionClass(section is null ? programs : $"{programs}: {section}", [.. options]);
    }

    private static string Allowed(Type type, PropertyInfo property)
    {
        var range = property.GetCustomAttribute<RangeAttribute>();
        if (range is not null)
            return Option.Range(range.Minimum, range.Maximum);
        var values = property.GetCustomAttribute<AllowedValuesAttribute>();
        if (values is not null)
            return Option.Values(values.Values);
        return _otherRanges.GetValueOrDefault($"{type.Name}.{property.Name}", Option.AnyValue);
    }

    private static string JsonType(Type type) =>
        Type.GetTypeCode(Nullable.GetUnderlyingType(type) ?? type) switch
        {
            TypeCode.Int32 or TypeCode.Int64 => "integer",
            TypeCode.Double => "number",
            TypeCode.Boolean => "boolean",
            TypeCode.String => "string",
            _ => throw new NotSupportedException($"Options of the type {type} have no JSON type yet."),
        };
}
