using CamStream.Frames;
using CamStream.Frames.Jpeg;
using CamStream.Testing;
using CamStream.TestPattern;

namespace CamStream.Edge.Sources;

public sealed class SourceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("camstream-edge-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_folder_is_shown_in_the_order_of_names_in_an_endless_loop()
    {
        byte[][] stills = [Still(1), Still(2), Still(3)];
        await WriteAsync("c.jpeg", stills[2]);
        await WriteAsync("a.jpg", stills[0]);
        await WriteAsync("B.JPG", stills[1]);
        await WriteAsync("a.txt", [1, 2, 3]);
        await using var broker = await Mosquitto.StartAsync();
        await using var listener = await Listener.ConnectAsync(broker);
        await using var agent = await TestAgent.StartAsync(
            broker,
            "--Edge:Source=file",
            $"--Edge:File={_folder}",
            "--Edge:FramesPerSecond=20",
            "--Edge:RingCapacity=100",
            "--Edge:StatusSeconds=1"
        );

        byte[][] expected = [stills[1], stills[0], stills[2]]; // ordinal
        using var first = await listener.FrameAsync();
        for (var last = first.Header.Sequence; last < 6; )
        {
            using var frame = await listener.FrameAsync();
            last = frame.Header.Sequence;
            frame.Jpeg.Span.SequenceEqual(expected[last % 3]).ShouldBeTrue();
        }
        var status = await listener.StatusAsync(status => status.Published > 0);
        (status.Source, status.Width, status.Height, status.Settings!.Width, status.Settings.Quality).ShouldBe(
            ("file", 64, 48, null, null)
        );
    }

    [Fact]
    public async Task A_video_file_is_shown_in_the_wanted_size_in_an_endless_loop()
    {
        var file = Path.Combine(_folder, "clip.mp4");
        await Ffmpeg.RunAsync(
            [],
            "-f",
            "lavfi",
            "-i",
            "testsrc=size=400x200:rate=25:duration=0.4",
            "-c:v",
            "libx264",
            "-preset",
            "ultrafast",
            "-pix_fmt",
            "yuv420p",
            file
        );
        await using var broker = await Mosquitto.StartAsync();
        await using var listener = await Listener.ConnectAsync(broker);
        await using var agent = await TestAgent.StartAsync(
            broker,
            "--Edge:Source=file",
            $"--Edge:File={file}",
            "--Edge:StallSeconds=60"
        );

        for (var i = 0; i < 20; i++)
        {
            using var frame = await listener.FrameAsync();
            JpegStructure.TryRead(frame.Jpeg.Span, out var info, out var problem).ShouldBeTrue(problem);
            (info.Width, info.Height).ShouldBe((320, 240));
        }
    }

    [Fact]
    public async Task Rpicam_is_called_as_documented_and_restarted_when_it_dies_or_stalls()
    {
        await WriteAsync("still.jpg", Still(1));
        var script = Path.Combine(_folder, "rpicam-vid");
        // Exits until the file "seen-dead" exists, then hangs until "seen-hanging" exists, then
        // works.
        await File.WriteAllTextAsync(
            script,
            $$"""
            #!/bin/bash
            cd {{_folder}}
            echo "$@" >> calls
            cat still.jpg
            [ -e seen-dead ] || { echo "the sensor is on fire" >&2; exit 3; }
            [ -e seen-hanging ] || exec sleep 1000
            while cat still.jpg; do sleep 0.1; done
            """,
            TestContext.Current.CancellationToken
        );
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await using var broker = await Mosquitto.StartAsync();
        await using var listener = await Listener.ConnectAsync(broker);
        var environment = new Dictionary<string, string>
        {
            ["PATH"] = $"{_folder}:{Environment.GetEnvironmentVariable("PATH")}",
        };
        await using var edge = EdgeProcess.Start(
            broker,
            environment,
            "--Edge:Source=rpicam",
            "--Edge:Rotation=180",
            "--Edge:StallSeconds=2",
            "--Edge:StatusSeconds=1"
        );

        (await listener.StatusAsync(status => status.Problem is not null)).Problem.ShouldBe(
            "rpicam: exit code 3: the sensor is on fire"
        );
        await WriteAsync("seen-dead", []);
        (
            await listener.StatusAsync(status =>
                status.Problem?.StartsWith("no frame", StringComparison.Ordinal) == true
            )
        ).Problem.ShouldBe("no frame for 2 s.");
        await WriteAsync("seen-hanging", []);
        var status = await listener.StatusAsync(status => status.Problem is null && status.Captured > 20);

        status.Settings.ShouldBe(
            new CameraSettings
            {
                Fps = 15,
                Width = 640,
                Height = 480,
                Quality = 80,
                Rotation = 180,
                Enabled = true,
            }
        );
        edge.Terminate();
        (await edge.EndAsync()).ExitCode.ShouldBe(0);
        var calls = await File.ReadAllLinesAsync(Path.Combine(_folder, "calls"), TestContext.Current.CancellationToken);
        calls.ShouldAllBe(call =>
            call
            == "--nopreview --timeout 0 --codec mjpeg --flush 1 --width 640 --height 480 "
                + "--framerate 15 --quality 80 --rotation 180 --output -"
        );
    }

    [Fact]
    public async Task A_missing_program_shows_in_the_status()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var listener = await Listener.ConnectAsync(broker);
        await using var agent = await TestAgent.StartAsync(broker, "--Edge:Source=rpicam");

        (await listener.StatusAsync(status => status.Problem is not null))
            .Problem.ShouldNotBeNull()
            .ShouldStartWith("rpicam: rpicam-vid cannot be started: ");
    }

    [Fact]
    public async Task A_missing_device_shows_in_the_status()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var listener = await Listener.ConnectAsync(broker);
        await using var agent = await TestAgent.StartAsync(
            broker,
            "--Edge:Source=v4l2",
            "--Edge:Device=/dev/no-such-camera",
            "--Edge:StallSeconds=600"
        );

        (await listener.StatusAsync(status => status.Problem is not null))
            .Problem.ShouldNotBeNull()
            .ShouldContain("/dev/no-such-camera");
    }

    private static byte[] Still(int shade)
    {
        var picture = new YCbCrPicture(64, 48);
        picture.Luma.AsSpan().Fill((byte)(shade * 50));
        return new JpegEncoder(picture, 80).Encode().ToArray();
    }

    private Task WriteAsync(string name, byte[] content) =>
        File.WriteAllBytesAsync(Path.Combine(_folder, name), content, TestContext.Current.CancellationToken);
}
