using System.Text.Json.Nodes;

namespace CamStream.Deploy.Manifests;

/// <summary>
/// The network policies as a cluster applies them: if a policy selects a pod for a direction, the
/// pod may do there only what some policy allows.
/// </summary>
public class NetworkTests(RenderedOverlays overlays)
{
    public static TheoryData<string> Overlays => RenderedOverlays.Names;

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task Pods_without_a_policy_may_not_communicate(string overlay)
    {
        var nobody = (await overlays[overlay])
            .Of("NetworkPolicy")
            .Where(policy => policy.Spec["podSelector"]!.AsObject().Count == 0)
            .ShouldHaveSingleItem();
        nobody.Spec["policyTypes"]!.ToJsonString().ShouldBe("""["Ingress","Egress"]""");
        nobody.Spec["ingress"].ShouldBeNull();
        nobody.Spec["egress"].ShouldBeNull();
    }

    [Fact]
    public async Task In_a_Pi_cluster_only_the_necessary_pods_reach_a_service()
    {
        var rendered = await overlays["pi"];
        string[] all = ["encoder-0", "encoder-1", "encoder-2", "gateway", "ingest", "mqtt"];

        var reached = Allowed(rendered, "ingress", "from");

        reached
            .Where(way => !all.Contains(way.Peer))
            .ShouldBe([
                ("encoder-0", "monitoring", 8080),
                ("encoder-1", "monitoring", 8080),
                ("encoder-2", "monitoring", 8080),
                ("gateway", "kube-system/traefik", 8080),
                ("gateway", "monitoring", 9464),
                ("ingest", "monitoring", 8080),
                ("mqtt", "anybody", 8883),
            ]);
        reached
            .Where(way => all.Contains(way.Peer))
            .ShouldBe([
                ("encoder-0", "gateway", 8080),
                ("encoder-0", "ingest", 8080),
                ("encoder-1", "gateway", 8080),
                ("encoder-1", "ingest", 8080),
                ("encoder-2", "gateway", 8080),
                ("encoder-2", "ingest", 8080),
                ("ingest", "gateway", 8080),
                ("mqtt", "ingest", 1883),
            ]);
    }

    [Fact]
    public async Task On_a_single_machine_every_namespace_reaches_the_Gateway() =>
        Allowed(await overlays["single"], "ingress", "from")
            .Where(way => way is { Pod: "gateway", Port: 8080 })
            .ShouldBe([("gateway", "any namespace", 8080)]);

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task Every_allowed_ingress_has_an_allowed_egress(string overlay)
    {
        var rendered = await overlays[overlay];
        var services = rendered.Workloads.Select(workload => workload.Name).ToArray();

        var talks = Allowed(rendered, "egress", "to")
            .Where(way => services.Contains(way.Peer))
            .Select(way => (way.Peer, way.Pod, way.Port));

        talks.Order().ShouldBe(Allowed(rendered, "ingress", "from").Where(way => services.Contains(way.Peer)));
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task Services_reach_only_DNS_and_a_collector_outside(string overlay)
    {
        var rendered = await overlays[overlay];
        var services = rendered.Workloads.Select(workload => workload.Name).ToArray();

        Allowed(rendered, "egress", "to")
            .Where(way => !services.Contains(way.Peer))
            .ShouldBe(
                rendered
                    .Services.Select(service => service.Name)
                    .Order(StringComparer.Ordinal)
                    .SelectMany(service =>
                        new[]
                        {
                            (service, "anybody", 4317L),
                            (service, "anybody", 4318L),
                            (service, "kube-system/kube-dns", 53L),
                        }
                    )
            );
    }

    /// <summary>Allowed connections: pod, peer and port, sorted.</summary>
    private static List<(string Pod, string Peer, long Port)> Allowed(Overlay rendered, string direction, string peers)
    {
        var allowed = new SortedSet<(string, string, long)>(
            Comparer<(string Pod, string Peer, long Port)>.Create(
                (one, other) =>
                    string.CompareOrdinal($"{one.Pod} {one.Peer} {one.Port}", $"{other.Pod} {other.Peer} {other.Port}")
            )
        );
        foreach (var policy in rendered.Of("NetworkPolicy"))
        {
            foreach (var pod in rendered.Workloads.Where(workload => workload.IsSelectedBy(policy.Spec["podSelector"])))
            {
                foreach (var rule in KubernetesObject.Items(policy.Spec[direction]))
                {
                    var named = rule[peers] is { } list
                        ? KubernetesObject.Items(list).SelectMany(peer => Peers(rendered, peer))
                        : ["anybody"];
                    foreach (var peer in named)
                    {
                        foreach (var port in KubernetesObject.Items(rule["ports"]))
                            allowed.Add((pod.Name, peer, port["port"]!.GetValue<long>()));
                    }
                }
            }
        }
        return [.. allowed];
    }

    private static IEnumerable<string> Peers(Overlay rendered, JsonNode peer)
    {
        if (peer["namespaceSelector"] is not { } elsewhere)
            return rendered
                .Workloads.Where(workload => workload.IsSelectedBy(peer["podSelector"]))
                .Select(workload => workload.Name);
        var space = KubernetesObject.Strings(elsewhere["matchLabels"]).Values.SingleOrDefault() ?? "any namespace";
        return KubernetesObject.Strings(peer["podSelector"]?["matchLabels"]).Values.SingleOrDefault() is { } pod
            ? [$"{space}/{pod}"]
            : [space];
    }
}
