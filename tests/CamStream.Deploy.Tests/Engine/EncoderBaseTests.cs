using CamStream.Deploy.Images;

namespace CamStream.Deploy.Engine;

/// <summary>
/// The base of the Encoder's image, built by its Dockerfile. Files of this machine replace the two
/// images that it starts from, and the packages that <c>apt-get</c> would install.
/// </summary>
public class EncoderBaseTests
{
    private const string Image = "encoder-base";

    // Those packages are installed already; no others are allowed.
    private const string AptGet = """
        #!/bin/sh
        case "$*" in
            update | "install -y --no-install-recommends ffmpeg") ;;
            *) exit 100 ;;
        esac
        """;

    private static readonly string _path = $"ENV PATH={RootFolder.DotNet}:/usr/bin";

    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(3);

    [Fact]
    public Task The_Dockerfile_adds_ffmpeg_with_its_libraries_and_no_shell() =>
        Command.WithinAsync(
            _limit,
            async () =>
            {
                await using var engine = await ContainerEngine.StartAsync();
                var folder = Repository.File("deploy", "images", "encoder-base");
                string[] bases =
                [
                    .. from line in await File.ReadAllLinesAsync(
                        Path.Combine(folder, "Dockerfile"),
                        Command.Cancellation
                    )
                    where line.StartsWith("FROM ")
                    select line.Split(' ')[1],
                ];
                bases.Length.ShouldBe(2);
                (
                    await File.ReadAllTextAsync(
                        Repository.File("deploy", "images", "Image.props"),
                        Command.Cancellation
                    )
                ).ShouldContain($">{bases[1]}</ChiseledImage>");
                using (
                    var debian = await RootFolder.WithAsync(
                        "sh",
                        "bash",
                        "cat",
                        "cp",
                        "dirname",
                        "grep",
                        "mkdir",
                        "sed",
                        "sort",
                        "ffmpeg",
                        "ffprobe"
                    )
                )
                {
                    File.Copy("/usr/bin/ldd", Path.Combine(debian.Path, "usr/bin/ldd"));
                    await Script.WriteAsync(Path.Combine(debian.Path, "usr/bin/apt-get"), AptGet);
                    await engine.ImportAsync(debian.Path, bases[0], _path);
                }
                using (var dotnet = await RootFolder.WithDotNetAsync())
                {
                    await engine.ImportAsync(dotnet.Path, bases[1], _path);
                }

                await engine.DockerAsync("build", "--network", "none", "--tag", Image, folder);

                (
                    await RunAsync(
                        engine,
                        "ffmpeg",
                        "-v",
                        "error",
                        "-f",
                        "lavfi",
                        "-i",
                        "testsrc=size=320x240:rate=5:duration=1",
                        "-c:v",
                        "libx264",
                        "-f",
                        "framehash",
                        "pipe:1"
                    )
                )
                    .Split('\n')
                    .Count(line => line.StartsWith("0,", StringComparison.Ordinal))
                    .ShouldBe(5);
                (await RunAsync(engine, "ffprobe", "-version")).ShouldStartWith("ffprobe version");
                (await RunAsync(engine, "dotnet", "--list-runtimes")).ShouldContain("Microsoft.AspNetCore.App 10.");
                (
                    await Should.ThrowAsync<InvalidOperationException>(() => RunAsync(engine, "sh", "-c", "true"))
                ).Message.ShouldContain("executable file not found");
            }
        );

    private static Task<string> RunAsync(ContainerEngine engine, params string[] command) =>
        engine.DockerAsync([
            "run",
            "--rm",
            "--network",
            "none",
            "--read-only",
            "--user",
            "1654:1654",
            "--cap-drop",
            "ALL",
            Image,
            .. command,
        ]);
}
