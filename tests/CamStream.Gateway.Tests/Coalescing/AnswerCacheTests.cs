using CamStream.Gateway.Encoders;
using CamStream.Gateway.Hls;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CamStream.Gateway.Coalescing;

public class AnswerCacheTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void An_answer_is_kept_for_as_long_as_the_encoder_allows()
    {
        var cache = Cache();
        cache.Store("a", Answer("max-age=10"));

        _time.Advance(TimeSpan.FromSeconds(9));
        cache.Find("a")!.Value.Age.ShouldBe(TimeSpan.FromSeconds(9));
        _time.Advance(TimeSpan.FromSeconds(1));
        cache.Find("a").ShouldBeNull();
        cache.Bytes.ShouldBe(0);
    }

    [Fact]
    public void No_answer_is_kept_longer_than_the_option_says()
    {
        var cache = Cache(maxSeconds: 5);
        cache.Store("a", Answer("max-age=31536000, immutable"));

        _time.Advance(TimeSpan.FromSeconds(5));
        cache.Find("a").ShouldBeNull();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("no-store, max-age=10")]
    [InlineData("no-cache, max-age=10")]
    [InlineData("private, max-age=10")]
    [InlineData("max-age=0")]
    [InlineData("max-age=ten")]
    public void An_answer_that_the_encoder_does_not_let_be_cached_is_not_kept(string? cacheControl)
    {
        var cache = Cache();
        cache.Store("a", Answer(cacheControl));

        cache.Find("a").ShouldBeNull();
    }

    [Theory]
    [InlineData(404)]
    [InlineData(500)]
    [InlineData(503)]
    public void Errors_are_not_kept(int status)
    {
        var cache = Cache();
        cache.Store("a", Answer("max-age=10") with { Status = status });

        cache.Find("a").ShouldBeNull();
    }

    [Fact]
    public void The_oldest_answer_goes_when_there_is_no_room()
    {
        var cache = Cache(maxBytes: 10_000);
        for (var i = 0; i < 100; i++)
        {
            cache.Store($"{i}", Answer("max-age=10", 1_000));
            cache.Bytes.ShouldBeLessThanOrEqualTo(10_000);
        }

        Enumerable.Range(0, 100).Where(i => cache.Find($"{i}") is not null).ShouldBe([96, 97, 98, 99]);
    }

    [Fact]
    public void An_answer_that_is_too_large_drives_nothing_out()
    {
        var cache = Cache(maxBytes: 10_000);
        cache.Store("small", Answer("max-age=10"));
        cache.Store("large", Answer("max-age=10", 10_001));

        cache.Find("large").ShouldBeNull();
        cache.Find("small").ShouldNotBeNull();
    }

    [Fact]
    public void A_newer_answer_replaces_the_older()
    {
        var cache = Cache();
        cache.Store("a", Answer("max-age=10", 10));
        var bytes = cache.Bytes;
        cache.Store("a", Answer("max-age=10", 20));

        cache.Find("a")!.Value.Answer.Body.Length.ShouldBe(20);
        cache.Bytes.ShouldBe(bytes + 10);
    }

    private AnswerCache Cache(int maxBytes = 1 << 20, int maxSeconds = 60) =>
        new(Options.Create(new GatewayOptions { MaxCacheBytes = maxBytes, MaxCacheSeconds = maxSeconds }), _time);

    private static Answer Answer(string? cacheControl, int bytes = 1) =>
        new(200, new byte[bytes]) { CacheControl = cacheControl };
}
