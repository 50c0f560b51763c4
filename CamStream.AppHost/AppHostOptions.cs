using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace CamStream.AppHost;

/// <summary>
/// How large a system to run: <c>appsettings.json</c>, or <c>--Cameras=5</c> on the command line.
/// </summary>
internal sealed class AppHostOptions
{
    /// <summary>
    /// Demo cameras, 0 to 100; half of them show a test pattern, half a looped video. Run mode
    /// only.
    /// </summary>
    [Range(0, 100)]
    public int Cameras { get; set; } = 3;

    /// <summary>
    /// Encoders, 1 to 32; each camera is encoded by one of them. Without it 1, published 3.
    /// </summary>
    [Range(1, 32)]
    public int? Encoders { get; set; }

    /// <summary>
    /// The page's TCP port, 1 to 65535; 0 finds free ones, for the dashboard too.
    /// </summary>
    [Range(0, 65535)]
    public int Port { get; set; } = 8080;

    /// <summary>
    /// <c>container</c>, or <c>local</c> for the installed Mosquitto; without it a container where
    /// an engine answers.
    /// </summary>
    [AllowedValues(null, "container", "local", ErrorMessage = "The field {0} must be container or local.")]
    public string? Broker { get; set; }

    /// <summary>
    /// The folder with the accounts of one's own cameras (<c>./camstream camera</c>), and in a run
    /// with whatever the broker needs; a relative one is the AppHost's. Run mode only.
    /// </summary>
    [Required]
    public string Accounts { get; set; } = "../artifacts/broker";

    /// <summary>
    /// Where telemetry goes over OTLP: a URL, whose port 4317 means gRPC and any other HTTP with
    /// protobuf, or <c>none</c>; without it, the Aspire dashboard. Run mode only.
    /// </summary>
    [RegularExpression(
        "none|https?://[^ ]+",
        ErrorMessage = "The field {0} must be a URL like http://localhost:4318, or none."
    )]
    public string? Otlp { get; set; }

    /// <exception cref="ValidationException">
    /// An option has a value that is not allowed; the message names both.
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
                        $"{string.Join(',', problem.MemberNames)} is '{configuration[problem.MemberNames.First()]}'. {problem.ErrorMessage}"
                    )
                )
            );
        }

        return options;
    }
}
