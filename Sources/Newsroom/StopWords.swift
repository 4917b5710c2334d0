/// Words that say nothing of what a text is about: English, German, French and Spanish, folded. One that is a word of weight
/// in another of these languages is left out of the list ("die", "war", "fin").
let stopWords: Set<String> = Set(
    """
    a about above after again against all also am an and any are aren't as at be because been before being below between both
    but by can can't could couldn't did didn't do does doesn't doing don't down during each few for from further get gets got had
    hadn't has hasn't have haven't having he her here hers herself him himself his how i if in into is isn't it its itself just
    let like may me might more most must my myself no nor not now of off on once only or other our ours out over own per same say
    says said saying she should shouldn't so some such than that the their theirs them then there these they this those through
    to too under until up upon us very via was wasn't we well were weren't what when where which while who whom whose why will
    with won't would wouldn't yet you your yours i'm i've you're you've we're we've they're they've it'll he'd
    aber alle allem allen aller alles als also am an auch auf aus bei beim bin bis bist da damit dann das dass dein dem den denn
    der des dessen dich dir doch dort du durch ein eine einem einen einer eines er es etwas euch euer fur gegen gewesen hab habe
    haben hat hatte hatten hier hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im in indem ins ist jede jedem jeden jeder
    jedes jene jetzt kann kein keine keinem keinen keiner konnen konnte machen man manche mehr mein meine mich mir mit muss
    musste nach nicht nichts noch nun nur ob oder ohne sehr sein seine seinem seinen seiner selbst sich sie sind so solche soll
    sollte sondern uber um und uns unser unter viel vom von vor wahrend was weil weiter welche wenn wer werde werden wie wieder
    will wir wird wo wollen wurde wurden zu zum zur zwar zwischen
    au aux avec ce ces cet cette comme dans de des du elle elles en entre est et etaient etait ete etre eux fait il ils je la le
    les leur leurs lui ma mais me meme mes moi mon ne nos notre nous on ont ou par pas plus pour qu que qui quand sa sans se ses
    si son sont sous sur ta te tes toi ton tres tu un une vers vos votre vous
    al algo ante antes aunque cada como con contra cual cuando de del desde donde dos el ella ellas ellos entre era eran es esa
    ese eso esta estaba estan estas este esto estos fue fueron ha habia han hasta hay la las le les lo los mas me mi mientras muy
    ni no nos nosotros nuestra nuestro o otra otro para pero poco por porque que quien se segun ser si sin sobre son su sus
    tambien tan tiene tienen todo todos tras tu un una unas uno unos ya yo
    """.split(whereSeparator: \.isWhitespace).map(String.init))
