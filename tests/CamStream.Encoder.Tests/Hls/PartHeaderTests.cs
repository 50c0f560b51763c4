namespace CamStream.Encoder.Hls;

public class PartHeaderTests
{
    private const long S = Made.Slot;
    private const string Name = "X-Example";

    [Fact]
    public async Task Part_is_sent_with_each_of_its_headers()
    {
        await using var app = await HlsApp.StartAsync(kestrel: true);
        app.Stream.Session(Made.Small)
            .Add(Made.Part(S, 0) with { Headers = [new(Name, "one;seq=1"), new(Name, "two;seq=2")] });
        using var part = await app.GetAsync($"{S}.0.m4s");
        Values(part).ShouldBe(["one;seq=1", "two;seq=2"]);
    }

    [Fact]
    public async Task Part_that_a_request_waited_for_is_sent_with_its_headers_too()
    {
        await using var app = await HlsApp.StartAsync();
        app.Stream.Session(Made.Small).Add(S, 1);
        var request = app.GetAsync($"{S}.1.m4s");
        await app.WaitingAsync(1);
        app.Stream.Add(Made.Part(S, 1) with { Headers = [new(Name, "one;seq=1")] });
        using var part = await request;
        Values(part).ShouldBe(["one;seq=1"]);
    }

    [Fact]
    public async Task Segment_is_sent_with_the_last_header_of_its_newest_part_that_has_one()
    {
        await using var app = await HlsApp.StartAsync();
        app.Stream.Session(Made.Small).Add(S, 1);
        app.Stream.Add(Made.Part(S, 1) with { Headers = [new(Name, "one;seq=1")] });
        app.Stream.Add(Made.Part(S, 2) with { Headers = [new(Name, "two;seq=2"), new(Name, "three;seq=3")] });
        app.Stream.Add(S, 4, from: 3);
        using var segment = await app.GetAsync($"{S}.m4s");
        Values(segment).ShouldBe(["three;seq=3"]);
    }

    [Fact]
    public async Task Other_media_and_playlists_are_sent_without_such_headers()
    {
        await using var app = await HlsApp.StartAsync();
        app.Stream.Session(Made.Small).Add(S);
        foreach (var path in (string[])["init-aa.mp4", $"{S}.m4s", $"{S}.0.m4s", "live.m3u8"])
        {
            using var answer = await app.GetAsync(path);
            answer.IsSuccessStatusCode.ShouldBeTrue(path);
            answer.Headers.Contains(Name).ShouldBeFalse(path);
        }
    }

    private static string[] Values(HttpResponseMessage answer) => [.. answer.Headers.NonValidated[Name]];
}
