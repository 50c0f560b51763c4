using System.Diagnostics;

namespace Aspire.Hosting;

public class ContainerTests
{
    /// <summary>Stands for the engine's command: runs until it is stopped by name, and writes down what it is asked.</summary>
    private const string Engine = """
        #!/bin/sh
        cd "$(dirname "$0")"
        echo "$1" >> asked
        case $1 in
            run) echo $$ > "$4"; echo the container runs; while [ -f "$4" ]; do sleep 0.05; done; exit 137 ;;
            stop) rm "$2" ;;
        esac
        """;

    [Fact]
    public async Task Container_is_run_logged_and_stopped_by_its_name()
    {
        await using var local = new LocalApplication();
        var engine = Path.Combine(local.Directory, "engine");
        await File.WriteAllTextAsync(engine, Engine, LocalApplication.Cancellation);
        using (var chmod = Process.Start("chmod", ["+x", engine]))
        {
            await chmod.WaitForExitAsync(LocalApplication.Cancellation);
        }

        local.Builder.Configuration["ASPIRE_CONTAINER_RUNTIME"] = engine;
        local.Builder.AddContainer("broker", "image", "1.0");

        await local.StartAsync();
        await local.StateAsync("broker", KnownResourceStates.Running);
        while (!local.Lines.Contains("broker Information: the container runs"))
        {
            await Task.Delay(20, LocalApplication.Cancellation);
        }

        await local.CommandAsync("broker", KnownResourceCommands.StopCommand);

        await local.StateAsync("broker", KnownResourceStates.Exited);
        local.Read("asked").ShouldBe("run\nstop\n");
    }
}
