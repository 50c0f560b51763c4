using CamStream.Frames.Telemetry;

namespace CamStream.Encoder.Hls;

public class FrameHeaderTests
{
    private const long S = Made.Slot;

    [Fact]
    public async Task Part_names_each_of_its_sampled_frames_in_a_header_of_its_own()
    {
        await using var app = await HlsApp.StartAsync(kestrel: true);
        app.Stream.Session(Made.Small).Add(Made.Part(S, 0) with { Frames = ["one;seq=1", "two;seq=2"] });
        using var part = await app.GetAsync($"{S}.0.m4s");
        Frames(part).ShouldBe(["one;seq=1", "two;seq=2"]);
    }

    [Fact]
    public async Task Part_that_was_waited_for_names_its_frames_too()
    {
        await using var app = await HlsApp.StartAsync();
        app.Stream.Session(Made.Small).Add(S, 1);
        var request = app.GetAsync($"{S}.1.m4s");
        await app.WaitingAsync(1);
        app.Stream.Add(Made.Part(S, 1) with { Frames = ["one;seq=1"] });
        using var part = await request;
        Frames(part).ShouldBe(["one;seq=1"]);
    }

    [Fact]
    public async Task Segment_names_its_newest_sampled_frame()
    {
        await using var app = await HlsApp.StartAsync();
        app.Stream.Session(Made.Small).Add(S, 1);
        app.Stream.Add(Made.Part(S, 1) with { Frames = ["one;seq=1"] });
        app.Stream.Add(Made.Part(S, 2) with { Frames = ["two;seq=2", "three;seq=3"] });
        app.Stream.Add(S, 4, from: 3);
        using var segment = await app.GetAsync($"{S}.m4s");
        Frames(segment).ShouldBe(["three;seq=3"]);
    }

    [Fact]
    public async Task What_has_no_sampled_frame_has_no_such_header()
    {
        await using var app = await HlsApp.StartAsync();
        app.Stream.Session(Made.Small).Add(S);
        foreach (var path in (string[])["init-aa.mp4", $"{S}.m4s", $"{S}.0.m4s", "live.m3u8"])
        {
            using var answer = await app.GetAsync(path);
            answer.IsSuccessStatusCode.ShouldBeTrue(path);
            answer.Headers.Contains(MediaHeaders.SampledFrame).ShouldBeFalse(path);
        }
    }

    private static string[] Frames(HttpResponseMessage answer) =>
        [.. answer.Headers.NonValidated[MediaHeaders.SampledFrame]];
}
