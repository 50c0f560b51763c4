using System.Diagnostics;

namespace CamStream.Deploy.Engine;

/// <summary><c>./camstream doctor</c> with a scripted <c>docker</c>.</summary>
public sealed class DoctorTests : IDisposable
{
    private const string Absent = "absent   container engine (Docker 25 or newer): the installed mosquitto is used";

    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(1);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("camstream-doctor-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("echo 28.2.2", "ok       container engine")]
    [InlineData("echo 20.10.24+dfsg1", Absent)]
    [InlineData("exit 1", Absent)]
    [InlineData("exec tail -f /dev/null", Absent)]
    public async Task Doctor_says_whether_an_engine_answers_and_does_not_wait_for_a_hanging_one(
        string docker,
        string line
    )
    {
        await Script.WriteAsync($"{_folder}/docker", $"#!/bin/sh\n{docker}\n");

        var path = Environment.GetEnvironmentVariable("PATH");

        await Command.WithinAsync(
            _limit,
            async () =>
            {
                var said = await Command.RunAsync(
                    // Other requirements may be missing here; the last line is about the engine.
                    new ProcessStartInfo("sh", ["-c", "./camstream doctor || true"])
                    {
                        WorkingDirectory = Repository.Root,
                        Environment = { ["PATH"] = $"{_folder}:{path}" },
                    },
                    input: null,
                    Command.Cancellation
                );
                said.TrimEnd().Split('\n')[^1].ShouldBe(line);
            }
        );
    }
}
