using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace CamStream.Frames.Configuration;

/// <summary>
/// Says what is wrong with options by the key and the value that were configured, and what is
/// allowed: <c>Feeds:QueueCapacity is '0'. The field FeedOptions.QueueCapacity must be between 1
/// and 64.</c>
/// </summary>
/// <param name="section">The section that the options are bound to.</param>
/// <param name="validator">Finds what is wrong.</param>
/// <param name="configuration">Where the values come from.</param>
/// <typeparam name="T">The options.</typeparam>
public sealed class NamingValidator<T>(string section, IValidateOptions<T> validator, IConfiguration configuration)
    : IValidateOptions<T>
    where T : class
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, T options)
    {
        var result = validator.Validate(name, options);
        return result is { Failed: true, Failures: { } failures }
            ? ValidateOptionsResult.Fail(failures.Select(Named))
            : result;
    }

    // "FeedOptions.QueueCapacity: The field …", as the options validator joins member and message.
    private string Named(string failure)
    {
        var colon = failure.IndexOf(": ", StringComparison.Ordinal);
        if (colon < 0)
            return failure;
        var key = $"{section}:{failure[(failure.LastIndexOf('.', colon) + 1)..colon]}";
        return $"{key} is '{configuration[key]}'. {failure[(colon + 2)..]}";
    }
}
