namespace CamStream.Deploy.Manifests;

/// <summary>What a cluster of several Raspberry Pi has and a single machine does not.</summary>
public class PiTests(RenderedOverlays overlays)
{
    [Fact]
    public async Task Everything_runs_on_ARM() =>
        (await overlays["pi"]).Workloads.ShouldAllBe(workload =>
            workload.Pod["nodeSelector"]!["kubernetes.io/arch"]!.ToString() == "arm64"
        );

    [Fact]
    public async Task A_single_machine_may_have_any_processor() =>
        (await overlays["single"]).Workloads.ShouldAllBe(workload =>
            workload.Pod["nodeSelector"] == null && workload.Pod["topologySpreadConstraints"] == null
        );

    [Fact]
    public async Task Encoders_are_spread_over_the_nodes()
    {
        var encoders = (await overlays["pi"]).Workloads.Where(workload => workload.IsEncoder).ToArray();
        foreach (var encoder in encoders)
        {
            var spread = KubernetesObject.Items(encoder.Pod["topologySpreadConstraints"]).ShouldHaveSingleItem();
            spread["topologyKey"]!.ToString().ShouldBe("kubernetes.io/hostname");
            spread["whenUnsatisfiable"]!.ToString().ShouldBe("DoNotSchedule");
            spread["maxSkew"]!.GetValue<long>().ShouldBe(1);
            encoders.ShouldAllBe(other => other.IsSelectedBy(spread["labelSelector"]));
        }
    }

    [Fact]
    public async Task Two_Gateways_run_on_different_nodes_and_a_viewer_stays_with_one()
    {
        var rendered = await overlays["pi"];
        var gateway = rendered.Workload("gateway");
        gateway.Object.Spec["replicas"]!.GetValue<long>().ShouldBe(2);
        gateway
            .IsSelectedBy(
                KubernetesObject.Items(gateway.Pod["topologySpreadConstraints"]).ShouldHaveSingleItem()["labelSelector"]
            )
            .ShouldBeTrue();
        KubernetesObject
            .Strings(rendered.One("Service", "gateway").Json["metadata"]!["annotations"])[
                "traefik.ingress.kubernetes.io/service.sticky.cookie"
            ]
            .ShouldBe("true");
    }

    [Fact]
    public async Task Pods_leave_a_lost_node_within_a_minute()
    {
        foreach (var workload in (await overlays["pi"]).Workloads)
        {
            KubernetesObject
                .Items(workload.Pod["tolerations"])
                .Select(toleration => toleration["key"]!.ToString())
                .Order(StringComparer.Ordinal)
                .ShouldBe(["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"]);
            KubernetesObject
                .Items(workload.Pod["tolerations"])
                .ShouldAllBe(toleration => toleration["tolerationSeconds"]!.GetValue<long>() < 60);
        }
    }

    [Fact]
    public async Task Cameras_reach_the_broker_with_TLS_only()
    {
        var exposed = (await overlays["pi"])
            .Of("Service")
            .Where(service => service.Spec["type"]!.ToString() != "ClusterIP")
            .ShouldHaveSingleItem();
        exposed.Spec["type"]!.ToString().ShouldBe("LoadBalancer");
        exposed.Spec["selector"]!.ToJsonString().ShouldBe("""{"app":"mqtt"}""");
        KubernetesObject.Items(exposed.Spec["ports"]).ShouldHaveSingleItem()["port"]!.GetValue<long>().ShouldBe(8883);
    }

    [Fact]
    public async Task The_page_is_behind_the_Traefik_of_k3s_with_TLS_only()
    {
        var ingress = (await overlays["pi"]).Of("Ingress").ShouldHaveSingleItem();
        ingress.Spec["ingressClassName"]!.ToString().ShouldBe("traefik");
        var annotations = KubernetesObject.Strings(ingress.Json["metadata"]!["annotations"]);
        annotations["traefik.ingress.kubernetes.io/router.entrypoints"].ShouldBe("websecure");
        annotations["traefik.ingress.kubernetes.io/router.tls"].ShouldBe("true");
    }
}
