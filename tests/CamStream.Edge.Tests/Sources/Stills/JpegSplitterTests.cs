using CamStream.TestPattern;

namespace CamStream.Edge.Sources.Stills;

public sealed class JpegSplitterTests
{
    // SOI, APP0 with a whole thumbnail, an empty DHT, SOS, data with a stuffed FF and a restart
    // marker, a fill byte, EOI.
    private static readonly byte[] _small = Convert.FromHexString(
        "FFD8" + "FFE00007FFD8FFD900" + "FFC40002" + "FFDA0003AA" + "11FF0022FFD033" + "FFFFD9"
    );
    private static readonly byte[] _other = Convert.FromHexString(
        "FFD8" + "FFDB0004CCDD" + "FFDA0002" + "445566" + "FFD9"
    );
    private static readonly byte[] _garbage = Convert.FromHexString("00FF00D8FFFF0102FFD9");

    [Fact]
    public void Pictures_are_found_at_every_split_point()
    {
        byte[] stream = [.. _garbage, .. _small, .. _other, .. _garbage, .. _small];
        for (var first = 0; first <= stream.Length; first++)
        {
            for (var second = first; second <= stream.Length; second++)
            {
                var splitter = new JpegSplitter(1000);
                var found = Feed(splitter, stream[..first], stream[first..second], stream[second..]);
                found.ShouldBe([Hex(_small), Hex(_other), Hex(_small)]);
            }
        }
    }

    [Fact]
    public void Pictures_are_found_byte_by_byte_and_other_bytes_are_counted()
    {
        byte[] stream = [.. _garbage, .. _small, .. _garbage, .. _other];
        var splitter = new JpegSplitter(1000);

        Feed(splitter, [.. stream.Select(part => new[] { part })]).ShouldBe([Hex(_small), Hex(_other)]);

        splitter.Skipped.ShouldBe(2 * _garbage.Length);
    }

    [Fact]
    public void A_picture_cut_off_anywhere_costs_at_most_one_more_picture()
    {
        for (var length = 0; length < _small.Length; length++)
        {
            byte[] stream = [.. _small[..length], .. Enumerable.Repeat(_other, 40).SelectMany(part => part)];

            // The first picture may look like the rest of the one that was cut off.
            Feed(new JpegSplitter(1000), stream)
                .TakeLast(39)
                .ShouldBe(Enumerable.Repeat(Hex(_other), 39), $"cut off at {length}");
        }
    }

    [Fact]
    public void A_picture_that_is_too_large_is_skipped_and_the_next_is_found()
    {
        byte[] large = [.. _other[..^2], .. new byte[5000], .. _other[^2..]];
        byte[] stream = [.. large, .. _other];
        foreach (var chunk in (int[])[1, 7, 100, 10_000])
        {
            Feed(new JpegSplitter(1000), [.. stream.Chunk(chunk)]).ShouldBe([Hex(_other)]);
        }
    }

    [Theory]
    [InlineData(14, true)]
    [InlineData(13, false)]
    public void The_limit_is_the_length_of_the_picture(int limit, bool found)
    {
        byte[] picture = [.. Convert.FromHexString("FFD8FFDA0002"), 1, 2, 3, 4, 5, 6, 0xFF, 0xD9];

        Feed(new JpegSplitter(limit), picture).Count.ShouldBe(found ? 1 : 0);
    }

    [Fact]
    public void A_segment_with_a_false_length_does_not_block_the_stream()
    {
        byte[] liar = [0xFF, 0xD8, 0xFF, 0xE1, 0xFF, 0xFF];
        byte[] stream = [.. liar, .. Enumerable.Repeat(_other, 100).SelectMany(part => part)];

        var found = Feed(new JpegSplitter(1000), [.. stream.Chunk(50)]);

        found.ShouldAllBe(jpeg => jpeg == Hex(_other));
        found.Count.ShouldBeGreaterThan(40);
    }

    [Fact]
    public void Random_bytes_do_no_harm()
    {
        var random = new Random(3);
        var splitter = new JpegSplitter(10_000);
        var bytes = new byte[4096];
        for (var i = 0; i < 500; i++)
        {
            random.NextBytes(bytes);
            for (var j = 0; j < 200; j++)
                bytes[random.Next(bytes.Length - 1)] = 0xFF;
            bytes[random.Next(bytes.Length)] = 0xD8;
            Feed(splitter, bytes);
        }
        splitter.Free.Length.ShouldBeLessThan(200_000);
    }

    [Fact]
    public void The_time_is_that_of_the_first_byte()
    {
        var splitter = new JpegSplitter(1000);
        for (var i = 0; i < _small.Length; i++)
        {
            _small.AsSpan(i, 1).CopyTo(splitter.Free.Span);
            splitter.Filled(1, DateTimeOffset.UnixEpoch.AddSeconds(i));
            if (!splitter.TryRead(out _, out var arrived))
                continue;
            i.ShouldBe(_small.Length - 1);
            arrived.ShouldBe(DateTimeOffset.UnixEpoch.AddSeconds(1)); // the second byte completes the SOI
        }
    }

    [Fact]
    public void Large_pictures_in_small_pieces_are_found_whole()
    {
        var picture = new YCbCrPicture(1280, 720);
        new Random(1).NextBytes(picture.Luma);
        var jpeg = new JpegEncoder(picture, 95).Encode().ToArray();
        jpeg.Length.ShouldBeGreaterThan(500_000);
        byte[] stream = [.. jpeg, .. jpeg];

        Feed(new JpegSplitter(4 << 20), [.. stream.Chunk(4096)]).ShouldBe([Hex(jpeg), Hex(jpeg)]);
    }

    private static List<string> Feed(JpegSplitter splitter, params byte[][] pieces)
    {
        var found = new List<string>();
        foreach (var piece in pieces)
        {
            foreach (var part in piece.Chunk(30_000))
            {
                part.CopyTo(splitter.Free.Span);
                splitter.Filled(part.Length, default);
                while (splitter.TryRead(out var jpeg, out _))
                    found.Add(Convert.ToHexString(jpeg));
            }
        }
        return found;
    }

    private static string Hex(byte[] bytes) => Convert.ToHexString(bytes);
}
