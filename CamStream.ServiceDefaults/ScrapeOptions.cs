using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace CamStream.ServiceDefaults;

/// <summary>Who may read <see cref="DefaultEndpoints.Metrics"/>.</summary>
internal sealed class ScrapeOptions
{
    private const string Section = "Metrics";

    /// <summary>Whether the endpoint exists.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>
    /// The only port of the service that answers, 1 to 65535; 0: every port does. The port of the
    /// connection counts, not what the request says in <c>Host</c>.
    /// </summary>
    public int Port { get; set; }

    /// <exception cref="InvalidOperationException">
    /// A value is not allowed; the message names key and value.
    /// </exception>
    public static ScrapeOptions Read(IConfiguration configuration)
    {
        var options = configuration.GetSection(Section).Get<ScrapeOptions>() ?? new ScrapeOptions();
        return options.Port is >= 0 and <= ushort.MaxValue
            ? options
            : throw new InvalidOperationException(
                $"{Section}:{nameof(Port)} is '{options.Port}': it must be 1 to 65535, or 0 for every port."
            );
    }

    public bool Allows(ConnectionInfo connection) => Port == 0 || connection.LocalPort == Port;
}
