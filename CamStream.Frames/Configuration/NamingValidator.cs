using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace CamStream.Frames.Configuration;

/// <summary>
/// Names the configured key and value of each invalid option, and what is allowed:
/// <c>Forwarding:QueueCapacity is '0'. The field ForwardingOptions.QueueCapacity must be between 1
/// and 64.</c>
/// </summary>
/// <param name="section">The section that the options are bound to.</param>
/// <param name="validator">Finds invalid options.</param>
/// <param name="configuration">Has the configured values.</param>
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

    // The options validator joins member and message: "ForwardingOptions.QueueCapacity: The field
    // …".
    private string Named(string failure)
    {
        var colon = failure.IndexOf(": ", StringComparison.Ordinal);
        if (colon < 0)
            return failure;
        var key = $"{section}:{failure[(failure.LastIndexOf('.', colon) + 1)..colon]}";
        return $"{key} is '{configuration[key]}'. {failure[(colon + 2)..]}";
    }
}
