namespace CamStream.Deploy.Manifests;

public class ConfigurationTests(RenderedOverlays overlays)
{
    public static TheoryData<string> Overlays => RenderedOverlays.Names;

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task The_metrics_of_the_Gateway_are_on_a_port_of_no_Service(string overlay)
    {
        var rendered = await overlays[overlay];
        var environment = KubernetesObject.Strings(rendered.One("ConfigMap", "gateway-env").Json["data"]);
        environment["Metrics__Enabled"].ShouldBe("true");
        environment["Metrics__Port"].ShouldBe("9464");
        environment["ASPNETCORE_URLS"].ShouldBe("http://+:8080;http://+:9464");
        rendered.Workload("gateway").Ports.ShouldContain("9464");
        rendered
            .Of("Service")
            .SelectMany(service => KubernetesObject.Items(service.Spec["ports"]))
            .ShouldAllBe(port => port["targetPort"]!.ToString() != "9464");
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task Prometheus_finds_the_metrics_of_every_service(string overlay)
    {
        var rendered = await overlays[overlay];
        foreach (var service in rendered.Services)
        {
            service.Annotations["prometheus.io/scrape"].ShouldBe("true", service.ToString());
            service
                .Annotations["prometheus.io/port"]
                .ShouldBe(service.Name == "gateway" ? "9464" : "8080", service.ToString());
            service.Ports.ShouldContain(service.Annotations["prometheus.io/port"], service.ToString());
        }
        rendered.Workload("mqtt").Annotations.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task The_Gateway_trusts_its_proxy_about_the_viewer(string overlay) =>
        KubernetesObject
            .Strings((await overlays[overlay]).One("ConfigMap", "gateway-env").Json["data"])[
                "ASPNETCORE_FORWARDEDHEADERS_ENABLED"
            ]
            .ShouldBe("true");

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task All_telemetry_goes_to_one_place_that_is_configured_once(string overlay)
    {
        var rendered = await overlays[overlay];
        var telemetry = rendered
            .Of("ConfigMap")
            .Single(map => map.Name.StartsWith("telemetry-", StringComparison.Ordinal));
        KubernetesObject
            .Strings(telemetry.Json["data"])
            .Keys.Order(StringComparer.Ordinal)
            .ShouldBe(["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_PROTOCOL"]);
        foreach (var service in rendered.Services)
        {
            KubernetesObject
                .Items(service.Container["envFrom"])
                .ShouldContain(from => from["configMapRef"]!["name"]!.ToString() == telemetry.Name, service.ToString());
        }
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task Ingest_finds_its_password_where_it_looks(string overlay)
    {
        var rendered = await overlays[overlay];
        var environment = KubernetesObject.Strings(rendered.One("ConfigMap", "ingest-env").Json["data"]);
        environment["Mqtt__User"].ShouldBe("ingest");
        var ingest = rendered.Workload("ingest");
        var mount = KubernetesObject.Items(ingest.Container["volumeMounts"]).ShouldHaveSingleItem();
        var volume = KubernetesObject
            .Items(ingest.Pod["volumes"])
            .Single(volume => volume["name"]!.ToString() == mount["name"]!.ToString());
        var file = KubernetesObject
            .Strings(rendered.One("Secret", volume["secret"]!["secretName"]!.ToString()).Json["data"])
            .Keys.ShouldHaveSingleItem();
        environment["Mqtt__PasswordFile"].ShouldBe($"{mount["mountPath"]}/{file}");
    }

    /// <summary>The files that <c>deploy/mosquitto/mosquitto.conf</c> names.</summary>
    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task Broker_finds_its_files_where_its_configuration_says(string overlay)
    {
        var rendered = await overlays[overlay];
        var broker = rendered.Workload("mqtt");
        var found = KubernetesObject
            .Items(broker.Container["volumeMounts"])
            .ToDictionary(
                mount => mount["mountPath"]!.ToString(),
                mount => Files(rendered, broker, mount["name"]!.ToString())
            );

        found["/mosquitto/config"].ShouldBe(["acl", "mosquitto.conf", "run.sh"]);
        found["/mosquitto/accounts"].ShouldBe(["passwd"]);
        found["/mosquitto/tls"].ShouldBe(["tls.crt", "tls.key"]);
        broker.Container["args"]!.ToJsonString().ShouldBe("""["/bin/sh","/mosquitto/config/run.sh"]""");
    }

    private static string[] Files(Overlay rendered, Workload workload, string name)
    {
        var volume = KubernetesObject
            .Items(workload.Pod["volumes"])
            .SingleOrDefault(volume => volume["name"]!.ToString() == name);
        var source =
            volume?["configMap"]?["name"] is { } map ? rendered.One("ConfigMap", map.ToString())
            : volume?["secret"]?["secretName"] is { } secret ? rendered.One("Secret", secret.ToString())
            : null;
        return [.. KubernetesObject.Strings(source?.Json["data"]).Keys.Order(StringComparer.Ordinal)];
    }
}
