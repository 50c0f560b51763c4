using System.Globalization;

namespace CamStream.Source.Options;

/// <summary>One option, as the code, the page or the schema states it. All three have to say the same.</summary>
/// <param name="Section">The section; null for an option without one.</param>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its JSON type.</param>
/// <param name="Default">Its default; "none" without one.</param>
/// <param name="Allowed">A range or a list of values; "any" when neither is given.</param>
internal sealed record Option(string? Section, string Name, string Type, string Default, string Allowed)
{
    public const string NoDefault = "none";
    public const string AnyValue = "any";

    public static string Range(object minimum, object maximum) => $"{Text(minimum)} to {Text(maximum)}";

    public static string Values(IEnumerable<object?> values) => string.Join(", ", values.OfType<object>().Select(Text));

    /// <summary>A value in the spelling of JSON, without quotes.</summary>
    public static string Text(object? value) =>
        value switch
        {
            null or "" => NoDefault,
            bool flag => flag ? "true" : "false",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };

    public override string ToString() =>
        $"{(Section is null ? "" : Section + ":")}{Name}, {Type}, default {Default}, allowed {Allowed}";
}
