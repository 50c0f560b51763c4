using System.Text.RegularExpressions;

namespace CamStream.Source.Pages;

/// <summary>
/// The headings of <c>docs/troubleshooting.md</c> are messages that the programs print, word for word.
/// </summary>
public sealed partial class TroubleshootingTests
{
    private const char Placeholder = '…';
    private const int ShortestPart = 6; // what is shorter proves nothing

    private static readonly string[] _scripts =
    [
        "camstream",
        "deploy/edge/install",
        "deploy/edge/publish",
        "deploy/k8s/generate",
    ];

    // Of other software, or put together from names and values.
    private static readonly string[] _others =
    [
        "Failed to set up credentials",
        "Refused settings: …",
        "The configuration file '…' was not found and is not optional.",
        "'…' is not a camera id: 1 to 63 of a-z, 0-9 and '-', not starting or ending with '-'.",
        "The field EdgeOptions.Camera must be 1 to 63 of a-z, 0-9 and '-', not starting or ending with '-'.",
        "Metrics:Port is '…': it must be 1 to 65535, or 0 for every port.",
        "OTEL_EXPORTER_OTLP_ENDPOINT is '…': it must be an absolute http or https URL, …",
        "OTEL_EXPORTER_OTLP_PROTOCOL is '…': it must be grpc (the default) or http/protobuf.",
    ];

    [Fact]
    public void Every_message_is_in_the_code()
    {
        var files = SourceFile.All.Where(IsCode).Select(file => string.Join('\n', file.Lines));
        var code = Normal(string.Concat(files));

        (
            from message in Messages()
            where !_others.Contains(message)
            from part in Prefix().Replace(message, "").Split(Placeholder, StringSplitOptions.TrimEntries)
            where part.Length >= ShortestPart && !code.Contains(Normal(part), StringComparison.Ordinal)
            select $"'{part}' of '{message}'"
        ).ShouldBeEmpty();
    }

    private static IEnumerable<string> Messages() =>
        MarkdownPage
            .All.Single(page => page.Name == "docs/troubleshooting.md")
            .Headings()
            .Select(heading => Message().Match(heading))
            .Where(match => match.Success)
            .Select(match => match.Groups[1].Value);

    private static bool IsCode(SourceFile file) =>
        _scripts.Contains(file.Path)
        || (file.Is(".cs", ".ts") && !file.Path.StartsWith("tests/", StringComparison.Ordinal));

    // A text that is written in several pieces, as one.
    private static string Normal(string text) => Space().Replace(Seam().Replace(text, ""), " ");

    [GeneratedRegex("^`(.+)`$")]
    private static partial Regex Message();

    // The script's name, which it prints before all it says.
    [GeneratedRegex("^(camstream|install|publish): ")]
    private static partial Regex Prefix();

    [GeneratedRegex("\"\\s*[+\\\\]?\\s*\\$?\"")]
    private static partial Regex Seam();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
