using System.Buffers;
using System.Buffers.Binary;
using CamStream.Encoder.FFmpeg;
using CamStream.Encoder.Timeline;

namespace CamStream.Encoder.Pipeline;

public class OpenPartTests
{
    private static readonly MediaGrid _grid = new TimelineOptions().Grid;

    /// <summary>
    /// A browser truncates each time and each duration to microseconds. Their sums must meet the
    /// next part, and the next segment.
    /// </summary>
    [Theory]
    [InlineData(0)]
    [InlineData(0, 6_001)]
    [InlineData(0, 450, 7_777, 11_549)]
    public void Samples_follow_each_other_to_the_microsecond_through_the_whole_segment(params int[] offsets)
    {
        var end = _grid.StartOf(897_682_399);
        for (var part = 0; part < _grid.PartsPerSegment; part++)
        {
            var start = _grid.StartOf(897_682_399, part);
            var (time, durations) = Build([.. offsets.Select(offset => start + new MediaTime(offset))]);

            Microseconds(time).ShouldBe(Microseconds(end), $"part {part} starts where the part before ended");
            durations.Length.ShouldBe(offsets.Length);
            var shown = Microseconds(time);
            foreach (var duration in durations)
            {
                shown += Microseconds(new MediaTime(duration));
                time += new MediaTime(duration);
                shown.ShouldBe(Microseconds(time));
            }
            end = time;
        }
        end.ShouldBe(_grid.StartOf(897_682_400));
    }

    private static long Microseconds(MediaTime time) => time.Ticks * 100 / 9;

    // The decode time and the sample durations of a part with pictures at these times.
    private static (MediaTime Time, uint[] Durations) Build(MediaTime[] times)
    {
        var part = new OpenPart(_grid);
        foreach (var time in times)
            part.Add(new PartPicture(new EncodedPicture(0, true, new ReadOnlySequence<byte>([0, 0, 0, 1, 9])), time));
        var data = part.Build().Data.Span;
        part.Clear();
        var tfdt = data[(data.IndexOf("tfdt"u8) + 8)..];
        var trun = data[(data.IndexOf("trun"u8) + 8)..];
        var durations = new uint[BinaryPrimitives.ReadInt32BigEndian(trun)];
        for (var i = 0; i < durations.Length; i++)
            durations[i] = BinaryPrimitives.ReadUInt32BigEndian(trun[(8 + 12 * i)..]);
        return (new MediaTime(BinaryPrimitives.ReadInt64BigEndian(tfdt)), durations);
    }
}
