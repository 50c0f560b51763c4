using System.Text.Json.Nodes;

namespace CamStream.Deploy.Manifests;

public class RunningTests(RenderedOverlays overlays)
{
    // A Raspberry Pi 4 with 4 GB, minus the use of the system and k3s.
    private const double PiProcessors = 4;
    private const double PiMebibytes = 3072;

    public static TheoryData<string> Overlays => RenderedOverlays.Names;

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task Services_have_probes_for_liveness_and_readiness(string overlay)
    {
        foreach (var service in (await overlays[overlay]).Services)
        {
            Path(service, "startupProbe").ShouldBe("/alive", service.ToString());
            Path(service, "livenessProbe").ShouldBe("/alive", service.ToString());
            Path(service, "readinessProbe").ShouldBe("/health", service.ToString());
        }

        static string? Path(Workload service, string probe) =>
            service.Container[probe]?["httpGet"]?["path"]?.ToString();
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task The_broker_is_probed_by_a_connection(string overlay)
    {
        var broker = (await overlays[overlay]).Workload("mqtt");
        foreach (var probe in new[] { "startupProbe", "livenessProbe", "readinessProbe" })
            broker.Container[probe]!["tcpSocket"].ShouldNotBeNull(probe);
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task Probes_use_a_port_that_exists(string overlay)
    {
        foreach (var workload in (await overlays[overlay]).Workloads)
        {
            foreach (var probe in new[] { "startupProbe", "livenessProbe", "readinessProbe" })
            {
                var asked = (workload.Container[probe]!["httpGet"] ?? workload.Container[probe]!["tcpSocket"])![
                    "port"
                ]!.ToString();
                workload.Ports.ShouldContain(asked, $"{workload} {probe}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task Every_container_has_requests_and_limits_that_fit_a_Pi_4(string overlay)
    {
        foreach (var workload in (await overlays[overlay]).Workloads)
        {
            var (requests, limits) = (
                workload.Container["resources"]!["requests"]!,
                workload.Container["resources"]!["limits"]!
            );
            Processors(requests).ShouldBeInRange(0.01, Processors(limits), workload.ToString());
            Processors(limits).ShouldBeLessThan(PiProcessors, workload.ToString());
            Mebibytes(requests).ShouldBeInRange(16, Mebibytes(limits), workload.ToString());
            Mebibytes(limits).ShouldBeLessThan(PiMebibytes, workload.ToString());
        }
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task Writable_paths_are_volumes_that_exist(string overlay)
    {
        foreach (var workload in (await overlays[overlay]).Workloads)
        {
            var mounted = KubernetesObject
                .Items(workload.Container["volumeMounts"])
                .Select(mount => mount["name"]!.ToString())
                .ToArray();
            mounted
                .Order(StringComparer.Ordinal)
                .ShouldBe(workload.Volumes.Order(StringComparer.Ordinal), workload.ToString());
        }
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task Pipes_to_ffmpeg_are_in_memory(string overlay)
    {
        foreach (var encoder in (await overlays[overlay]).Workloads.Where(workload => workload.IsEncoder))
        {
            var mount = KubernetesObject
                .Items(encoder.Container["volumeMounts"])
                .Single(mount => mount["mountPath"]!.ToString() == "/tmp");
            var volume = KubernetesObject
                .Items(encoder.Pod["volumes"])
                .Single(volume => volume["name"]!.ToString() == mount["name"]!.ToString());
            volume["emptyDir"]!["medium"]!.ToString().ShouldBe("Memory", encoder.ToString());
        }
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task The_data_of_the_broker_survive_its_pod(string overlay)
    {
        var broker = (await overlays[overlay]).Workload("mqtt");
        var claim = KubernetesObject.Items(broker.Object.Spec["volumeClaimTemplates"]).ShouldHaveSingleItem();
        KubernetesObject
            .Items(broker.Container["volumeMounts"])
            .ShouldContain(mount =>
                mount["name"]!.ToString() == claim["metadata"]!["name"]!.ToString()
                && mount["mountPath"]!.ToString() == "/mosquitto/data"
            );
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task Images_are_named_by_a_version(string overlay)
    {
        foreach (var workload in (await overlays[overlay]).Workloads)
        {
            var image = workload.Container["image"]!.ToString();
            image.ShouldContain('/', customMessage: workload.ToString());
            var tag = image[(image.LastIndexOf('/') + 1)..].Split(':');
            tag.Length.ShouldBe(2, workload.ToString());
            tag[1].ShouldNotBe("latest", workload.ToString());
        }
    }

    private static double Processors(JsonNode resources) => Quantity.Processors(resources["cpu"]!.ToString());

    private static double Mebibytes(JsonNode resources) => Quantity.Mebibytes(resources["memory"]!.ToString());
}
