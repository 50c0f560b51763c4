using System.Text.Json.Nodes;

namespace CamStream.Deploy.Manifests;

public class ReferenceTests(RenderedOverlays overlays)
{
    public static TheoryData<string> Overlays => RenderedOverlays.Names;

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task Every_object_exists_once_in_the_namespace(string overlay)
    {
        var rendered = await overlays[overlay];
        rendered.Objects.Select(item => item.ToString()).ShouldBeUnique();
        rendered
            .Objects.Where(item => item.Kind != "Namespace")
            .ShouldAllBe(item => item.Json["metadata"]!["namespace"]!.ToString() == "camstream");
        rendered.One("Namespace", "camstream").ShouldNotBeNull();
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task Workloads_select_their_own_pods(string overlay)
    {
        var rendered = await overlays[overlay];
        foreach (var workload in rendered.Workloads)
        {
            rendered
                .Workloads.Where(candidate => candidate.IsSelectedBy(workload.Object.Spec["selector"]))
                .Select(found => found.Name)
                .ShouldBe([workload.Name]);
        }
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task Services_find_pods_that_listen(string overlay)
    {
        var rendered = await overlays[overlay];
        foreach (var service in rendered.Of("Service"))
        {
            var selector = new JsonObject { ["matchLabels"] = service.Spec["selector"]!.DeepClone() };
            var found = rendered
                .Workloads.Where(workload => workload.IsSelectedBy(selector))
                .ShouldHaveSingleItem(service.ToString());
            foreach (var port in KubernetesObject.Items(service.Spec["ports"]))
                found.Ports.ShouldContain(port["targetPort"]!.ToString(), service.ToString());
        }
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task Policies_and_budgets_select_pods_that_exist(string overlay)
    {
        var rendered = await overlays[overlay];
        foreach (var policy in rendered.Of("NetworkPolicy"))
            rendered.Workloads.ShouldContain(
                workload => workload.IsSelectedBy(policy.Spec["podSelector"]),
                policy.ToString()
            );
        foreach (var budget in rendered.Of("PodDisruptionBudget"))
            rendered.Workloads.ShouldContain(
                workload => workload.IsSelectedBy(budget.Spec["selector"]),
                budget.ToString()
            );
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task Every_named_ConfigMap_and_Secret_exists_and_none_is_unused(string overlay)
    {
        var rendered = await overlays[overlay];
        var named = new HashSet<string>();
        foreach (var workload in rendered.Workloads)
        {
            foreach (var from in KubernetesObject.Items(workload.Container["envFrom"]))
                Name("ConfigMap", from["configMapRef"]?["name"]);
            foreach (var volume in KubernetesObject.Items(workload.Pod["volumes"]))
            {
                Name("ConfigMap", volume["configMap"]?["name"]);
                Name("Secret", volume["secret"]?["secretName"]);
            }
        }
        foreach (var ingress in rendered.Of("Ingress"))
        {
            foreach (var tls in KubernetesObject.Items(ingress.Spec["tls"]))
                Name("Secret", tls["secretName"]);
        }

        named
            .Order(StringComparer.Ordinal)
            .ShouldBe(
                rendered
                    .Objects.Where(item => item.Kind is "ConfigMap" or "Secret")
                    .Select(item => item.ToString())
                    .Order(StringComparer.Ordinal)
            );

        void Name(string kind, JsonNode? name)
        {
            if (name is not null)
                named.Add($"{kind} {name}");
        }
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task The_Ingress_leads_to_an_existing_port_and_has_a_certificate(string overlay)
    {
        var rendered = await overlays[overlay];
        var ingress = rendered.Of("Ingress").ShouldHaveSingleItem();
        var backend = ingress.Spec["rules"]![0]!["http"]!["paths"]!.AsArray().ShouldHaveSingleItem()!["backend"]![
            "service"
        ]!;
        var service = rendered.One("Service", backend["name"]!.ToString());
        KubernetesObject
            .Items(service.Spec["ports"])
            .Select(port => port["name"]!.ToString())
            .ShouldContain(backend["port"]!["name"]!.ToString());
        var certificate = rendered.One(
            "Secret",
            ingress.Spec["tls"]!.AsArray().ShouldHaveSingleItem()!["secretName"]!.ToString()
        );
        certificate.Json["type"]!.ToString().ShouldBe("kubernetes.io/tls");
        KubernetesObject
            .Strings(certificate.Json["data"])
            .Keys.Order(StringComparer.Ordinal)
            .ShouldBe(["tls.crt", "tls.key"]);
    }

    /// <summary>
    /// The services must know all encoders that exist, and no others.
    /// </summary>
    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task Gateway_and_Ingest_know_all_encoders_and_no_others(string overlay)
    {
        var rendered = await overlays[overlay];
        var encoders = rendered
            .Workloads.Where(workload => workload.IsEncoder)
            .Select(encoder => $"http://{encoder.Name}:8080")
            .ToArray();
        Addresses("gateway").ShouldBe([.. encoders, "http://ingest:8080"]);
        Addresses("ingest").ShouldBe(encoders);
        foreach (var address in Addresses("gateway").Select(address => new Uri(address)))
        {
            KubernetesObject
                .Items(rendered.One("Service", address.Host).Spec["ports"])
                .Select(port => port["port"]!.GetValue<long>())
                .ShouldContain(address.Port);
        }

        IEnumerable<string> Addresses(string service) =>
            KubernetesObject
                .Strings(rendered.One("ConfigMap", $"{service}-env").Json["data"])
                .Where(variable => variable.Key.StartsWith("services__", StringComparison.Ordinal))
                .Select(variable => variable.Value)
                .Order(StringComparer.Ordinal);
    }
}
