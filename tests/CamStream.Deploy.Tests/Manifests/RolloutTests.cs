namespace CamStream.Deploy.Manifests;

public class RolloutTests(RenderedOverlays overlays)
{
    // What an encoder drains for at most, unless an option says otherwise.
    private const long DrainSeconds = 20;

    // docs/decisions/0007-drain.md
    private const long MostDrainsSeconds = 9;

    public static TheoryData<string> Overlays => RenderedOverlays.Names;

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task Old_encoder_ends_before_its_successor_starts(string overlay) =>
        (await overlays[overlay])
            .Workloads.Where(workload => workload.IsEncoder)
            .ShouldAllBe(encoder => (string)encoder.Object.Spec["strategy"]!["type"]! == "Recreate");

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task Others_start_their_successor_before_they_end(string overlay) =>
        (await overlays[overlay])
            .Services.Where(service => !service.IsEncoder)
            .ShouldAllBe(service => Rollout(service) == "RollingUpdate 1 0");

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task Gateway_goes_on_until_nobody_is_sent_to_it_any_more(string overlay) =>
        (await overlays[overlay]).Workload("gateway").Container["lifecycle"]!["preStop"]!["sleep"]!["seconds"]!
            .GetValue<long>()
            .ShouldBeInRange(3, 15);

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task Encoders_have_the_time_to_drain_and_are_found_by_their_name_while_they_do(string overlay)
    {
        var rendered = await overlays[overlay];
        foreach (var encoder in rendered.Workloads.Where(workload => workload.IsEncoder))
        {
            encoder.Pod["terminationGracePeriodSeconds"]!
                .GetValue<long>()
                .ShouldBeGreaterThan(DrainSeconds, encoder.ToString());
            // A Service sends to a pod that ends and is ready while no other is ready; to those
            // that are not ready if it is told to, a lost node's too.
            rendered.One("Service", encoder.Name).Spec["publishNotReadyAddresses"].ShouldBeNull(encoder.ToString());
            encoder.Container["readinessProbe"]!["initialDelaySeconds"]!
                .GetValue<long>()
                .ShouldBeGreaterThanOrEqualTo(MostDrainsSeconds, encoder.ToString());
        }
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task Not_more_than_one_encoder_and_one_Gateway_is_taken_away_at_a_time(string overlay)
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
    /// So that adding a camera changes files that the broker reads again, and not its pod.
    /// </summary>
    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task Accounts_keep_their_name_and_the_configuration_does_not(string overlay)
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
        return $"{strategy["type"]} {strategy["rollingUpdate"]!["maxSurge"]} {strategy["rollingUpdate"]!["maxUnavailable"]}";
    }
}
