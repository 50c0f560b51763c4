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
    public async Task Image_is_for_its_processor_and_nobody_in_it_is_root(string service, string architecture)
    {
        var (configuration, _) = await images.ReadAsync(service, architecture);

        configuration["architecture"]!.GetValue<string>().ShouldBe(architecture);
        configuration["config"]!["User"]!.GetValue<string>().ShouldBe("1654");
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Image_starts_the_service_on_the_port_that_it_names(string service, string architecture)
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
    public async Task Image_brings_the_service_and_no_program_of_a_processor(string service, string architecture)
    {
        var (_, manifest) = await images.ReadAsync(service, architecture);

        var files = Files(await images.LastLayerAsync(manifest));
        var assembly = $"CamStream.{char.ToUpperInvariant(service[0])}{service[1..]}";
        files.ShouldContain($"{assembly}.dll");
        files.ShouldContain("appsettings.json");
        files.ShouldNotContain(assembly);
    }

    [Fact]
    public async Task Encoder_s_image_is_not_made_where_nobody_says_what_has_ffmpeg()
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
