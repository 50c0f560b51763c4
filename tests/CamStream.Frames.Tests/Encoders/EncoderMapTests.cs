using Microsoft.Extensions.Configuration;

namespace CamStream.Frames.Encoders;

public class EncoderMapTests
{
    private static readonly EncoderAddress[] _encoders =
    [
        .. Enumerable.Range(0, 5).Select(i => new EncoderAddress($"encoder-{i}", new Uri($"http://10.0.0.{i}"))),
    ];
    private static readonly CameraId[] _cameras =
    [
        .. Enumerable.Range(0, 1000).Select(i => CameraId.Parse($"cam-{i}")),
    ];

    [Fact]
    public void The_ranking_does_not_depend_on_order_and_addresses()
    {
        foreach (var camera in _cameras)
        {
            var names = EncoderMap.Rank(camera, _encoders).Select(encoder => encoder.Name).ToArray();
            EncoderMap
                .Rank(camera, _encoders.Reverse(), encoder => encoder.Name)
                .Select(encoder => encoder.Name)
                .ShouldBe(names);
        }
    }

    [Fact]
    public void The_ranking_is_the_same_in_every_version() =>
        EncoderMap
            .Rank(CameraId.Parse("front-door"), _encoders)
            .Select(encoder => encoder.Name)
            .ShouldBe(_rankingOfFrontDoor);

    [Fact]
    public void When_an_encoder_fails_only_its_cameras_move_and_they_spread()
    {
        var moved = new List<string>();
        foreach (var camera in _cameras)
        {
            var before = EncoderMap.Rank(camera, _encoders)[0].Name;
            var after = EncoderMap.Rank(camera, _encoders.Where(encoder => encoder.Name != "encoder-2"))[0].Name;
            if (before == "encoder-2")
                moved.Add(after);
            else
                after.ShouldBe(before);
        }
        moved.Count.ShouldBeInRange(150, 250);
        moved.Distinct().Count().ShouldBe(4);
    }

    [Fact]
    public void Cameras_are_spread_evenly() =>
        _cameras
            .CountBy(camera => EncoderMap.Rank(camera, _encoders)[0].Name)
            .ShouldAllBe(count => count.Value > 150 && count.Value < 250);

    [Fact]
    public void Encoders_are_read_from_configuration_in_the_order_of_their_names() =>
        EncoderMap
            .Read(
                Configuration(
                    ("services:encoder-1:http:0", "http://b:2"),
                    ("services:encoder-0:http:0", "http://a:1"),
                    ("services:ingest:http:0", "http://c:3"),
                    ("services:encoder-2:other:0", "http://d")
                )
            )
            .ShouldBe([
                new EncoderAddress("encoder-0", new Uri("http://a:1")),
                new EncoderAddress("encoder-1", new Uri("http://b:2")),
            ]);

    [Theory]
    [InlineData("services:ingest:http:0", "http://c:3", "No encoder is configured")]
    [InlineData("services:encoder-0:http:0", "encoder:80", "services:encoder-0:http:0 is 'encoder:80'")]
    [InlineData("services:encoder-0:http:0", "", "services:encoder-0:http:0 is ''")]
    public void A_configuration_without_a_usable_encoder_is_refused_with_the_key(
        string key,
        string value,
        string problem
    ) =>
        Should
            .Throw<InvalidOperationException>(() => EncoderMap.Read(Configuration((key, value))))
            .Message.ShouldStartWith(problem, Case.Sensitive);

    // Computed by another program: the first eight bytes, big-endian, of the SHA-256 of
    // "front-door", a line feed and the name.
    private static readonly string[] _rankingOfFrontDoor =
    [
        "encoder-2",
        "encoder-3",
        "encoder-1",
        "encoder-0",
        "encoder-4",
    ];

    private static IConfiguration Configuration(params (string Key, string Value)[] values) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(values.Select(v => KeyValuePair.Create<string, string?>(v.Key, v.Value)))
            .Build();
}
