namespace Aspire.Hosting.Publishing;

public class ManifestPublisherTests
{
    [Fact]
    public async Task Manifest_holds_projects_and_containers_with_expressions_for_what_is_not_known_yet()
    {
        var folder = Directory.CreateTempSubdirectory("aspire-manifest-").FullName;
        try
        {
            var path = Path.Combine(folder, "manifest.json");
            var builder = DistributedApplication.CreateBuilder(["--publisher", "manifest", "--output-path", path]);
            var broker = builder.AddContainer("mqtt", "eclipse-mosquitto", "2.0")
                .WithBindMount(Path.Combine(folder, "conf", "mosquitto.conf"), "/mosquitto/config/mosquitto.conf", isReadOnly: true)
                .WithVolume("mqtt-data", "/mosquitto/data")
                .WithEndpoint(targetPort: 1883, name: "mqtt");
            var back = builder.AddProject<Here>("back-0", launchProfileName: null).WithHttpEndpoint();
            builder.AddProject<Here>("front", launchProfileName: null)
                .WithHttpEndpoint(port: 8080)
                .WithExternalHttpEndpoints()
                .WithReference(back.GetEndpoint("http"))
                .WithEnvironment("Mqtt__Host", broker.GetEndpoint("mqtt").Property(EndpointProperty.Host));
            await using var application = builder.Build();

            await application.RunAsync(LocalApplication.Cancellation);

            var manifest = await File.ReadAllTextAsync(path, LocalApplication.Cancellation);
            manifest.ShouldBe(Expected.Replace("PROJECT", Path.GetRelativePath(folder, "/src/Here/Here.csproj"), StringComparison.Ordinal));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private const string Expected = """
        {
          "resources": {
            "mqtt": {
              "type": "container.v0",
              "image": "docker.io/library/eclipse-mosquitto:2.0",
              "bindMounts": [
                {
                  "source": "conf/mosquitto.conf",
                  "target": "/mosquitto/config/mosquitto.conf",
                  "readOnly": true
                }
              ],
              "volumes": [
                {
                  "name": "mqtt-data",
                  "target": "/mosquitto/data",
                  "readOnly": false
                }
              ],
              "bindings": {
                "mqtt": {
                  "scheme": "tcp",
                  "protocol": "tcp",
                  "transport": "tcp",
                  "targetPort": 1883
                }
              }
            },
            "back-0": {
              "type": "project.v0",
              "path": "PROJECT",
              "env": {
                "OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY": "in_memory",
                "ASPNETCORE_FORWARDEDHEADERS_ENABLED": "true",
                "HTTP_PORTS": "{back-0.bindings.http.targetPort}"
              },
              "bindings": {
                "http": {
                  "scheme": "http",
                  "protocol": "tcp",
                  "transport": "http"
                }
              }
            },
            "front": {
              "type": "project.v0",
              "path": "PROJECT",
              "env": {
                "OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY": "in_memory",
                "ASPNETCORE_FORWARDEDHEADERS_ENABLED": "true",
                "HTTP_PORTS": "{front.bindings.http.targetPort}",
                "BACK_0_HTTP": "{back-0.bindings.http.url}",
                "services__back-0__http__0": "{back-0.bindings.http.url}",
                "Mqtt__Host": "{mqtt.bindings.mqtt.host}"
              },
              "bindings": {
                "http": {
                  "scheme": "http",
                  "protocol": "tcp",
                  "transport": "http",
                  "port": 8080,
                  "external": true
                }
              }
            }
          }
        }
        """;

    private sealed class Here : IProjectMetadata
    {
        public string ProjectPath => "/src/Here/Here.csproj";
    }
}
