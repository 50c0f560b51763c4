using CamStream.Encoder.Timeline;

namespace CamStream.Encoder.Mp4;

public class FragmentWriterTests
{
    [Fact]
    public void Fragment_has_exactly_these_boxes()
    {
        Sample[] samples =
        [
            new(new byte[] { 0, 0, 0, 2, 0x65, 7 }, new MediaTime(6_030), Keyframe: true),
            new(new byte[] { 0, 0, 0, 3, 0x41, 8, 9 }, new MediaTime(5_970), Keyframe: false),
        ];
        BoxTree
            .Print(FragmentWriter.Write(0x01020304, new MediaTime(161_580_420_120_000), samples))
            .ShouldBe(
                """
                moof 112
                  mfhd 16 00000000 01020304
                  traf 88
                    tfhd 16 00020000 00000001
                    tfdt 20 01000000 000092f4 df8b3dc0
                    trun 44 00000701 00000002 00000078 0000178e 00000006 02000000 00001752 00000007
                        01010000
                mdat 21 00000002 65070000 00034108 09

                """
            );
    }

    [Fact]
    public void Data_starts_where_the_run_says()
    {
        for (var count = 1; count < 200; count++)
        {
            Sample[] samples =
            [
                .. Enumerable
                    .Range(0, count)
                    .Select(i => new Sample(new byte[] { 0, 0, 0, 1, (byte)i }, new MediaTime(3_000), i == 0)),
            ];
            var fragment = FragmentWriter.Write(1, MediaTime.Zero, samples);
            var offset = 88 + 12 * count + 8;
            BoxTree.Print(fragment).ShouldContain($"trun {20 + 12 * count} 00000701 {count:x8} {offset:x8} ");
            fragment[offset..].ShouldBe(samples.SelectMany(sample => sample.AccessUnit.ToArray()));
        }
    }

    [Fact]
    public void Fragment_without_samples_or_before_the_epoch_is_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => FragmentWriter.Write(1, MediaTime.Zero, []));
        Should.Throw<ArgumentOutOfRangeException>(() =>
            FragmentWriter.Write(1, new MediaTime(-1), [new Sample(new byte[5], new MediaTime(1), true)])
        );
    }
}
