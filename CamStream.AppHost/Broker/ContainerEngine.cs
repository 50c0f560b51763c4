using System.ComponentModel;
using System.Diagnostics;
using Microsoft.Extensions.Configuration;

namespace CamStream.AppHost.Broker;

/// <summary>Whether containers can be run here, asked of the engine's own command.</summary>
internal static class ContainerEngine
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    public static bool Answers(IConfiguration configuration)
    {
        var command = configuration["ASPIRE_CONTAINER_RUNTIME"] ?? configuration["DOTNET_ASPIRE_CONTAINER_RUNTIME"] ?? "docker";
        try
        {
            using var version = Process.Start(new ProcessStartInfo(command, ["version"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            });
            if (version?.WaitForExit(_patience) is true)
            {
                return version.ExitCode == 0;
            }

            version?.Kill();
            return false;
        }
        catch (Win32Exception)
        {
            return false; // not installed
        }
    }
}
