using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace CamStream.Deploy.Engine;

/// <summary>A camera on this machine, outside the cluster; ended when disposed.</summary>
internal sealed class EdgeCamera : IDisposable
{
    private readonly Process _process;

    private EdgeCamera(Process process) => _process = process;

    /// <param name="broker">The cluster's broker, as reached from this machine.</param>
    /// <param name="authority">The certificate file of the authority to trust.</param>
    /// <param name="name">The camera's name.</param>
    /// <param name="password">The camera's password.</param>
    public static EdgeCamera Start(IPEndPoint broker, string authority, string name, string password) =>
        new(
            Process.Start(
                new ProcessStartInfo(
                    "dotnet",
                    [Repository.Program("CamStream.Edge"), "--Logging:LogLevel:Default=Error"]
                )
                {
                    Environment =
                    {
                        ["Edge__Camera"] = name,
                        ["Edge__Source"] = "pattern",
                        ["Mqtt__Host"] = "localhost",
                        ["Mqtt__Port"] = broker.Port.ToString(CultureInfo.InvariantCulture),
                        ["Mqtt__Tls"] = "true",
                        ["Mqtt__CaFile"] = authority,
                        ["Mqtt__User"] = name,
                        ["Mqtt__Password"] = password,
                    },
                }
            )!
        );

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }
}
