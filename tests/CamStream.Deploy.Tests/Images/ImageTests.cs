using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json.Nodes;

namespace CamStream.Deploy.Images;

public class ImageTests(PublishedImages images)
{
    public static TheoryData<string, string> All =>
        new MatrixTheoryData<string, string>(["encoder", "ingest", "gateway"], ["amd64", "arm64"]);

    [Theory]
    [MemberData(nameof(All))]
    public async Task An_image_is_for_its_processor_and_its_user_is_not_root(string service, string architecture)
    {
        var (configuration, _) = await images.ReadAsync(service, architecture);

        configuration["architecture"]!.GetValue<string>().ShouldBe(architecture);
        configuration["config"]!["User"]!.GetValue<string>().ShouldBe("1654");
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task An_image_starts_the_service_on_the_exposed_port(string service, string architecture)
    {
        var (configuration, _) = await images.ReadAsync(service, architecture);

        var config = configuration["config"]!;
        string[] command = [.. Strings(config["Entrypoint"]), .. Strings(config["Cmd"])];
        command.ShouldBe(["dotnet", $"/app/CamStream.{char.ToUpperInvariant(service[0])}{service[1..]}.dll"]);
        config["ExposedPorts"]!.AsObject().Select(port => port.Key).ShouldBe(["8080/tcp"]);
        Strings(config["Env"]).ShouldContain("DOTNET_EnableDiagnostics=0");
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task An_image_has_the_service_and_no_native_program(string service, string architecture)
    {
        var (_, manifest) = await images.ReadAsync(service, architecture);

        var files = Files(await images.LastLayerAsync(manifest));
        var assembly = $"CamStream.{char.ToUpperInvariant(service[0])}{service[1..]}";
        files.ShouldContain($"{assembly}.dll");
        files.ShouldContain("appsettings.json");
        files.ShouldNotContain(assembly);
    }

    [Fact]
    public async Task The_Encoder_image_is_not_built_without_a_base_that_has_ffmpeg()
    {
        var failure = await Should.ThrowAsync<InvalidOperationException>(() =>
            PublishedImages.PublishAsync(Repository.File("CamStream.Encoder"))
        );

        failure.Message.ShouldContain("-p:ContainerBaseImage=");
    }

    private static string[] Files(byte[] layer)
    {
        using var tar = new TarReader(new GZipStream(new MemoryStream(layer), CompressionMode.Decompress));
        var files = new List<string>();
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.EntryType is not TarEntryType.Directory)
                files.Add(entry.Name.Replace("app/", "", StringComparison.Ordinal).TrimStart('/', '.'));
        }
        return [.. files];
    }

    private static IEnumerable<string> Strings(JsonNode? array) =>
        array?.AsArray().Select(item => item!.GetValue<string>()) ?? [];
}
