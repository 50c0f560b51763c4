namespace CamStream.Deploy.Manifests;

public class RolloutTests(RenderedOverlays overlays)
{
    // The longest time that an encoder drains by default.
    private const long DrainSeconds = 20;

    // docs/decisions/0007-drain.md
    private const long MostDrainsSeconds = 9;

    public static TheoryData<string> Overlays => RenderedOverlays.Names;

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task An_old_encoder_ends_before_its_successor_starts(string overlay) =>
        (await overlays[overlay])
            .Workloads.Where(workload => workload.IsEncoder)
            .ShouldAllBe(encoder => (string)encoder.Object.Spec["strategy"]!["type"]! == "Recreate");

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task The_other_services_end_after_their_successor_has_started(string overlay) =>
        (await overlays[overlay])
            .Services.Where(service => !service.IsEncoder)
            .ShouldAllBe(service => Rollout(service) == "RollingUpdate 1 0");

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task The_Gateway_runs_on_until_no_requests_are_sent_to_it(string overlay) =>
        (await overlays[overlay]).Workload("gateway").Container["lifecycle"]!["preStop"]!["sleep"]!["seconds"]!
            .GetValue<long>()
            .ShouldBeInRange(3, 15);

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task Encoders_have_time_to_drain_and_keep_their_name_meanwhile(string overlay)
    {
        var rendered = await overlays[overlay];
        foreach (var encoder in rendered.Workloads.Where(workload => workload.IsEncoder))
        {
            encoder.Pod["terminationGracePeriodSeconds"]!
                .GetValue<long>()
                .ShouldBeGreaterThan(DrainSeconds, encoder.ToString());
            // A Service sends to a ready pod that is ending while no other is ready. With this
            // setting it also sends to pods that are not ready, even those of a lost node.
            rendered.One("Service", encoder.Name).Spec["publishNotReadyAddresses"].ShouldBeNull(encoder.ToString());
            encoder.Container["readinessProbe"]!["initialDelaySeconds"]!
                .GetValue<long>()
                .ShouldBeGreaterThanOrEqualTo(MostDrainsSeconds, encoder.ToString());
        }
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task At_most_one_encoder_and_one_Gateway_are_evicted_at_a_time(string overlay)
    {
        var rendered = await overlays[overlay];
        var encoders = rendered.One("PodDisruptionBudget", "encoders");
        encoders.Spec["maxUnavailable"]!.GetValue<long>().ShouldBe(1);
        rendered
            .Workloads.Where(workload => workload.IsSelectedBy(encoders.Spec["selector"]))
            .ShouldAllBe(workload => workload.IsEncoder);
        rendered
            .Workloads.Count(workload => workload.IsSelectedBy(encoders.Spec["selector"]))
            .ShouldBe(rendered.Workloads.Count(workload => workload.IsEncoder));
        rendered.One("PodDisruptionBudget", "gateway").Spec["maxUnavailable"]!.GetValue<long>().ShouldBe(1);
    }

    /// <summary>
    /// A new camera then changes files that the broker reads again, and does not restart its pod.
    /// </summary>
    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task Secrets_of_accounts_keep_their_name_but_the_configuration_does_not(string overlay)
    {
        var rendered = await overlays[overlay];
        rendered
            .Of("Secret")
            .Select(secret => secret.Name)
            .Order(StringComparer.Ordinal)
            .ShouldBe(["camstream-tls", "ingest-account", "mqtt-accounts"]);
        rendered
            .Of("ConfigMap")
            .Select(map => map.Name)
            .ShouldContain(name => name.StartsWith("mqtt-config-", StringComparison.Ordinal));
    }

    private static string Rollout(Workload workload)
    {
        var strategy = workload.Object.Spec["strategy"]!;
        var (surge, unavailable) = (
            strategy["rollingUpdate"]!["maxSurge"],
            strategy["rollingUpdate"]!["maxUnavailable"]
        );
        return $"{strategy["type"]} {surge} {unavailable}";
    }
}
