using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Running;

/// <summary>
/// Gives every endpoint its port before anything starts. There is no proxy: what a consumer is given is where the resource listens.
/// Free ports are taken below the range that the system uses for outgoing connections, so that a resource finds its port again
/// when it is restarted.
/// </summary>
internal static class PortAllocator
{
    private const int First = 10_000;
    private const int End = 32_768;
    private const int Attempts = 1_000;

    /// <param name="resources">Those to give ports.</param>
    /// <param name="randomize">Fixed public ports are ignored, so that many applications run side by side (tests).</param>
    public static void Allocate(IEnumerable<IResource> resources, bool randomize)
    {
        HashSet<int> taken = [];
        foreach (var resource in resources)
        {
            foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
            {
                var wanted = randomize || endpoint.Port is 0 ? null : endpoint.Port;
                var isContainer = resource is ContainerResource;
                if (isContainer && endpoint.TargetPort is null)
                {
                    throw new DistributedApplicationException($"The endpoint '{endpoint.Name}' of container resource '{resource.Name}' must specify the TargetPort value");
                }

                if (!isContainer && endpoint.TargetPort is { } listens)
                {
                    if (wanted is not null)
                    {
                        throw new NotSupportedException($"Endpoint '{endpoint.Name}' of '{resource.Name}' has a port and a target port, which takes a proxy: this stand-in has none.");
                    }

                    wanted = listens;
                }

                var port = wanted ?? FindFree(taken);
                taken.Add(port);
                var target = isContainer ? endpoint.TargetPort!.Value : port;
                endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, "localhost", port, target.ToString(CultureInfo.InvariantCulture));
            }
        }
    }

    private static int FindFree(HashSet<int> taken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var port = Random.Shared.Next(First, End);
            if (!taken.Contains(port) && IsFree(IPAddress.Any, port) && IsFree(IPAddress.IPv6Any, port))
            {
                return port;
            }
        }

        throw new DistributedApplicationException($"No free port between {First} and {End - 1} found in {Attempts} attempts.");
    }

    private static bool IsFree(IPAddress address, int port)
    {
        if (address.AddressFamily == AddressFamily.InterNetworkV6 && !Socket.OSSupportsIPv6)
        {
            return true;
        }

        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(address, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
