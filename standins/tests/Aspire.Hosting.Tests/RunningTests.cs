using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting;

public class RunningTests
{
    [Fact]
    public async Task Lines_of_a_resource_are_logged_by_its_name_errors_as_errors()
    {
        await using var local = new LocalApplication();
        local.Shell("talker", "echo one; echo two >&2");

        await local.StartAsync();
        await local.StateAsync("talker", KnownResourceStates.Finished);

        local.Lines.Order().ShouldBe(["talker Error: two", "talker Information: one"]);
    }

    [Fact]
    public async Task Resource_that_ends_is_finished_with_its_exit_code()
    {
        await using var local = new LocalApplication();
        local.Shell("short", "exit 3");

        await local.StartAsync();
        var ended = await local.Application.ResourceNotifications.WaitForResourceAsync(
            "short", change => change.Snapshot.State?.Text == KnownResourceStates.Finished, LocalApplication.Cancellation);

        ended.Snapshot.ExitCode.ShouldBe(3);
        ended.Snapshot.HealthStatus.ShouldBeNull();
    }

    [Fact]
    public async Task Command_that_is_not_there_fails_to_start_and_others_start()
    {
        await using var local = new LocalApplication();
        local.Builder.AddExecutable("missing", "no-such-command", local.Directory);
        local.Builder.AddExecutable("nowhere", "sh", "/no/such/directory");
        local.Shell("good", "sleep 1000");

        await local.StartAsync();

        await local.StateAsync("missing", KnownResourceStates.FailedToStart);
        await local.StateAsync("nowhere", KnownResourceStates.FailedToStart);
        await local.StateAsync("good", KnownResourceStates.Running);
        local.Lines.ShouldContain("missing Error: missing was not started: The command 'no-such-command' was not found.");
    }

    [Fact]
    public async Task Resource_starts_when_what_it_waits_for_is_healthy()
    {
        await using var local = new LocalApplication();
        var healthy = false;
        local.Builder.Services.AddHealthChecks().AddCheck("first", () => healthy ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy());
        var first = local.Shell("first", "sleep 1000").WithHealthCheck("first");
        local.Shell("second", "sleep 1000").WaitFor(first);

        var starting = local.StartAsync();
        await local.StateAsync("first", KnownResourceStates.Running);
        await local.StateAsync("second", KnownResourceStates.Waiting);
        starting.IsCompleted.ShouldBeFalse();

        healthy = true;
        await starting;
        await local.StateAsync("second", KnownResourceStates.Running);
    }

    [Theory]
    [InlineData("no-such-command")]
    [InlineData("false")]
    public async Task Resource_does_not_start_when_what_it_waits_for_is_gone(string command)
    {
        await using var local = new LocalApplication();
        local.Builder.Services.AddHealthChecks().AddCheck("never", () => HealthCheckResult.Unhealthy());
        var first = local.Builder.AddExecutable("first", command, local.Directory).WithHealthCheck("never");
        local.Shell("second", "touch started").WaitFor(first);

        await local.StartAsync();

        await local.StateAsync("second", KnownResourceStates.FailedToStart);
        File.Exists(Path.Combine(local.Directory, "started")).ShouldBeFalse();
    }

    [Theory]
    [InlineData(0, "Running")]
    [InlineData(1, "FailedToStart")]
    public async Task Resource_that_waits_for_completion_starts_after_success_only(int exitCode, string state)
    {
        await using var local = new LocalApplication();
        var first = local.Shell("first", $"echo done > result; exit {exitCode}");
        local.Shell("second", "cat result; sleep 1000").WaitForCompletion(first);

        await local.StartAsync();

        await local.StateAsync("second", state);
    }

    [Fact]
    public async Task Waiting_for_health_of_what_has_ended_or_is_unknown_fails()
    {
        await using var local = new LocalApplication();
        local.Builder.Services.AddHealthChecks().AddCheck("never", () => HealthCheckResult.Unhealthy());
        local.Shell("short", "exit 0").WithHealthCheck("never");

        await local.StartAsync();

        await Should.ThrowAsync<DistributedApplicationException>(local.Application.ResourceNotifications.WaitForResourceHealthyAsync("short", LocalApplication.Cancellation));
        await Should.ThrowAsync<DistributedApplicationException>(local.Application.ResourceNotifications.WaitForResourceHealthyAsync("unknown", LocalApplication.Cancellation));
    }

    [Fact]
    public async Task Resource_can_be_stopped_started_and_restarted_by_command()
    {
        await using var local = new LocalApplication();
        local.Shell("worker", "trap 'rm id; exit 0' TERM; echo $$ > id; while :; do sleep 0.05; done");
        await local.StartAsync();
        var first = await Processes.ReadIdAsync(Path.Combine(local.Directory, "id"));

        (await local.CommandAsync("worker", KnownResourceCommands.StopCommand)).Success.ShouldBeTrue();
        await local.StateAsync("worker", KnownResourceStates.Finished);
        Processes.IsAlive(first).ShouldBeFalse();

        (await local.CommandAsync("worker", KnownResourceCommands.StartCommand)).Success.ShouldBeTrue();
        await local.StateAsync("worker", KnownResourceStates.Running);
        var second = await Processes.ReadIdAsync(Path.Combine(local.Directory, "id"));

        (await local.CommandAsync("worker", KnownResourceCommands.RestartCommand)).Success.ShouldBeTrue();
        await local.StateAsync("worker", KnownResourceStates.Running);
        var third = await Processes.ReadIdAsync(Path.Combine(local.Directory, "id"));

        new[] { first, second, third }.Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public async Task Command_for_an_unknown_resource_or_of_an_unknown_name_fails()
    {
        await using var local = new LocalApplication();
        local.Shell("worker", "sleep 1000");
        await local.StartAsync();

        (await local.CommandAsync("other", KnownResourceCommands.StopCommand)).Success.ShouldBeFalse();
        (await local.CommandAsync("worker", "dance")).Message.ShouldBe("Command 'dance' not available for resource 'worker'.");
    }

    [Fact]
    public async Task Stop_ends_what_is_waiting_to_start()
    {
        await using var local = new LocalApplication();
        local.Builder.Services.AddHealthChecks().AddCheck("never", () => HealthCheckResult.Unhealthy());
        var first = local.Shell("first", "sleep 1000").WithHealthCheck("never");
        local.Shell("second", "sleep 1000").WaitFor(first);

        var starting = local.StartAsync();
        await local.StateAsync("second", KnownResourceStates.Waiting);
        await local.CommandAsync("second", KnownResourceCommands.StopCommand);

        await starting;
        await local.StateAsync("second", KnownResourceStates.NotStarted);
    }

    [Fact]
    public async Task Many_resources_that_end_at_once_are_all_stopped()
    {
        await using var local = new LocalApplication();
        var names = Enumerable.Range(0, 30).Select(number => $"worker-{number}").ToArray();
        foreach (var name in names)
        {
            local.Shell(name, "sleep 1000");
        }

        await local.StartAsync();
        await local.Application.StopAsync(LocalApplication.Cancellation);

        foreach (var name in names)
        {
            await local.StateAsync(name, KnownResourceStates.Finished);
        }
    }
}
