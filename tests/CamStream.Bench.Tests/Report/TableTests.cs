namespace CamStream.Bench.Report;

public class TableTests
{
    [Fact]
    public void Columns_fit_their_widest_cell_and_numbers_are_right_aligned()
    {
        var table = new Table("camera", "ms");
        table.Add("a", 513.4);
        table.Add("front-door", 9.876);
        table.Add("none", double.NaN);
        table.Add("unknown", null);

        table
            .ToString()
            .ShouldBe(
                """
                | camera     |   ms |
                | ---------- | ---: |
                | a          |  513 |
                | front-door | 9.88 |
                | none       |    – |
                | unknown    |      |

                """,
                StringCompareShould.IgnoreLineEndings
            );
    }
}
