using CamStream.Testing;

namespace CamStream.Edge.Supervision;

/// <summary>The camera agent under a service manager, which is only a socket here.</summary>
public sealed class SupervisedProcessTests
{
    [Fact]
    public async Task It_reports_ready_then_alive_and_finally_stopping()
    {
        using var systemd = NotifySocket.InFolder();
        await using var broker = await Mosquitto.StartAsync();
        await using var edge = EdgeProcess.Start(broker, Environment(systemd));

        await ReadyAndAliveAsync(systemd);

        edge.Terminate();
        (await systemd.ReceiveAfterAsync("WATCHDOG=1")).ShouldBe("STOPPING=1");
        (await edge.EndAsync()).ShouldBe((0, ""));
    }

    [Fact]
    public async Task It_reports_alive_without_a_broker_and_over_an_abstract_socket()
    {
        using var systemd = NotifySocket.Abstract();
        await using var edge = EdgeProcess.Start(null, Environment(systemd), "--Mqtt:Port=1"); // nobody listens there

        await ReadyAndAliveAsync(systemd);
        (await systemd.ReceiveAsync()).ShouldBe("WATCHDOG=1");
    }

    private static async Task ReadyAndAliveAsync(NotifySocket systemd)
    {
        (await systemd.ReceiveAfterAsync("WATCHDOG=1")).ShouldBe("READY=1"); // it reports alive before ready
        (await systemd.ReceiveAsync()).ShouldBe("WATCHDOG=1");
    }

    private static Dictionary<string, string> Environment(NotifySocket systemd) =>
        new() { ["NOTIFY_SOCKET"] = systemd.Address, ["WATCHDOG_USEC"] = "200000" };
}
