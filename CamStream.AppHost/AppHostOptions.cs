using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace CamStream.AppHost;

/// <summary>
/// The size of the system: from <c>appsettings.json</c>, or <c>--Cameras=5</c> on the command line.
/// </summary>
internal sealed class AppHostOptions
{
    /// <summary>
    /// Demo cameras, 0 to 100. Half of them show a test pattern, half a looped video. Run mode
    /// only.
    /// </summary>
    [Range(0, 100)]
    public int Cameras { get; set; } = 3;

    /// <summary>
    /// Encoders, 1 to 32; each camera is encoded by one of them. Null means 1 in a run and 3 when
    /// publishing.
    /// </summary>
    [Range(1, 32)]
    public int? Encoders { get; set; }

    /// <summary>
    /// The page's TCP port, 1 to 65535; 0 chooses free ports for the page and the dashboard.
    /// </summary>
    [Range(0, 65535)]
    public int Port { get; set; } = 8080;

    /// <summary>
    /// <c>container</c>, or <c>local</c> for the installed Mosquitto. Null means a container if an
    /// engine answers.
    /// </summary>
    [AllowedValues(null, "container", "local", ErrorMessage = "The field {0} must be container or local.")]
    public string? Broker { get; set; }

    /// <summary>
    /// The folder with the accounts of your own cameras (<c>./camstream camera</c>); in a run, also
    /// with the broker's other files. A relative path starts at the AppHost's folder. Run mode
    /// only.
    /// </summary>
    [Required]
    public string Accounts { get; set; } = "../artifacts/broker";

    /// <summary>
    /// Where telemetry goes over OTLP: a URL (port 4317 means gRPC, any other port HTTP with
    /// protobuf), or <c>none</c>. Null means the Aspire dashboard. Run mode only.
    /// </summary>
    [RegularExpression(
        "none|https?://[^ ]+",
        ErrorMessage = "The field {0} must be a URL like http://localhost:4318, or none."
    )]
    public string? Otlp { get; set; }

    /// <exception cref="ValidationException">
    /// An option has a value that is not allowed; the message has the name and the value.
    /// </exception>
    public static AppHostOptions Read(IConfiguration configuration)
    {
        var options = configuration.Get<AppHostOptions>() ?? new AppHostOptions();
        List<ValidationResult> problems = [];
        if (
            !Validator.TryValidateObject(options, new ValidationContext(options), problems, validateAllProperties: true)
        )
        {
            throw new ValidationException(
                string.Join(
                    ' ',
                    problems.Select(problem =>
                        $"{string.Join(',', problem.MemberNames)} is "
                        + $"'{configuration[problem.MemberNames.First()]}'. {problem.ErrorMessage}"
                    )
                )
            );
        }

        return options;
    }
}
