using CamStream.Frames.Mqtt;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace CamStream.Edge;

/// <summary>Says what is wrong with the options: name, value, what is allowed.</summary>
internal static class OptionsProblem
{
    /// <summary>A line for each problem: <c>Edge:Width is '5'. The field EdgeOptions.Width must be between 16 and 4096.</c></summary>
    public static IEnumerable<string> Describe(OptionsValidationException invalid, IConfiguration configuration)
    {
        var section = invalid.OptionsType == typeof(BrokerOptions) ? BrokerOptions.Section : EdgeOptions.Section;
        foreach (var failure in invalid.Failures)
        {
            // "EdgeOptions.Width: The field …", as the options validator joins member and message.
            var colon = failure.IndexOf(": ", StringComparison.Ordinal);
            var member = colon < 0 ? "" : failure[(failure.LastIndexOf('.', colon) + 1)..colon];
            var key = $"{section}:{member}";
            yield return colon < 0 ? failure : $"{key} is '{configuration[key]}'. {failure[(colon + 2)..]}";
        }
    }
}
