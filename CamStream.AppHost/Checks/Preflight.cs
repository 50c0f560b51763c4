using System.Net;
using System.Net.Sockets;
using CamStream.AppHost.Broker;
using CamStream.AppHost.Launch;
using Microsoft.Extensions.Configuration;

namespace CamStream.AppHost.Checks;

/// <summary>Checks this machine before anything starts.</summary>
internal static class Preflight
{
    // Debian and Homebrew put servers in folders that are not on every PATH. Broker/local.sh uses
    // the same list.
    private static readonly string[] _serverFolders = ["/usr/sbin", "/usr/local/sbin", "/opt/homebrew/sbin"];

    // The dashboard's page, and its endpoints for telemetry and resources.
    private static readonly string[] _dashboardUrls =
    [
        "ASPNETCORE_URLS",
        "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL",
        "ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL",
    ];

    /// <summary>
    /// Stops the start with a <see cref="CannotStartException"/>, before the orchestrator runs, if
    /// a program is missing, a folder is not writable, or a port is in use.
    /// </summary>
    public static void CheckMachine(this IDistributedApplicationBuilder builder, AppHostOptions options)
    {
        if (builder.ExecutionContext.IsPublishMode)
            return;
        builder.Eventing.Subscribe<BeforeStartEvent>(
            async (start, cancellationToken) =>
            {
                WritableFolder.Make(Path.GetFullPath(Path.Combine(builder.AppHostDirectory, options.Accounts)));
                string?[] problems =
                [
                    IsInstalled("ffmpeg", [])
                        ? null
                        : "ffmpeg is not on the PATH. Install it; on Debian or Ubuntu: sudo apt-get install ffmpeg",
                    options.Broker is "container"
                        ? await ContainerEngine.ProblemAsync(builder.Configuration, cancellationToken)
                        : null,
                    RunsMosquitto(start.Model) && !IsInstalled("mosquitto", _serverFolders)
                        ? "Mosquitto is not installed. Install it (on Debian or Ubuntu: "
                            + "sudo apt-get install mosquitto), or start a container engine."
                        : null,
                    .. PortProblems(builder.Configuration, options.Port),
                ];
                var found = problems.OfType<string>().ToArray();
                if (found.Length > 0)
                    throw new CannotStartException(string.Join(Environment.NewLine, found));
            }
        );
    }

    // The installed Mosquitto instead of the container.
    private static bool RunsMosquitto(DistributedApplicationModel model) =>
        model.Resources.OfType<ExecutableResource>().Any(broker => broker.Name == "mqtt");

    private static IEnumerable<string?> PortProblems(ConfigurationManager configuration, int port)
    {
        if (port == 0)
            return [];
        return
        [
            IsFree(port)
                ? null
                : $"Port {port}, for the page, is in use. Choose another with --port, or use --port 0 for free ports.",
            .. _dashboardUrls
                .SelectMany(key => Ports(configuration[key]))
                .Where(dashboard => !IsFree(dashboard))
                .Select(dashboard =>
                    $"Port {dashboard}, for the dashboard, is in use. Is another CamStream running? "
                    + "Stop it, or use --port 0 for free ports."
                ),
        ];
    }

    private static IEnumerable<int> Ports(string? urls) =>
        (urls ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries).Select(url => new Uri(url).Port);

    private static bool IsFree(int port)
    {
        foreach (var address in new[] { IPAddress.Loopback, IPAddress.IPv6Loopback })
        {
            try
            {
                using var listener = new TcpListener(address, port);
                listener.Start();
            }
            catch (SocketException busy)
                when (busy.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
            {
                return false;
            }
            catch (SocketException)
            {
                // This machine does not have that address.
            }
        }

        return true;
    }

    private static bool IsInstalled(string program, IEnumerable<string> beside) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Concat(beside)
            .Any(folder =>
                File.Exists(Path.Combine(folder, program)) || File.Exists(Path.Combine(folder, program + ".exe"))
            );
}
