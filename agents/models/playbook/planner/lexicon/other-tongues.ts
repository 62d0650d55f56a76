/*
 * Languages that are not translated: by these it is told whether a text asks how something is done, reports a fault,
 * or wants the schema changed. Chinese, Japanese and Korean have no spaces, so they are looked for anywhere.
 */

/** A word, or the beginning of one. */
const begins = (list: string): string => `(?<!\\p{L})(?:${list.trim().replace(/\s*\|\s*/g, '|')})`;
const whole = (list: string): string => `${begins(list)}(?!\\p{L})`;
const any = (...lists: readonly string[]): RegExp =>
  new RegExp(lists.map((list) => list.trim().replace(/\s*\|\s*/g, '|')).join('|'), 'iu');

/** Things of a schema. */
export const schemaNouns = any(
  '数据库|数据表|表结构|表中|表里|建表|字段|列(?![表出举为如])|索引|外键|主键|唯一约束|[a-z_`]\\s*表|テーブル|カラム|マイグレーション|スキーマ|データベース|DB設計|インデックス|外部キー|테이블|컬럼|칼럼|필드|스키마|마이그레이션|인덱스|외래\\s?키|데이터베이스',
  begins(
    'таблиц | столбец | столбц | колонк | поле | поля | полей | индекс | миграци | схем[ауые] | внешн\\S+ ключ | баз[аыуе] данных | БД | сущност | enum',
  ),
  begins(
    'tabell[ae] | colonn[ae] | campo | campi | schema | migrazion | banca dati | indice | chiave | tabel[aęiu]? | kolumn | pol[ae] | baz[aęy] danych | migracj | indeks | klucz | sütun | kolon | alan[ıi]? | tablo | veri ?taban | kolom | velden | veld | databank | sloup | databáz | bảng | cột | cơ sở dữ liệu',
  ),
);

/** Something shall be changed. */
export const changeWords = any(
  '添加|增加|新增|加上|加个|加一|创建|新建|建立|修改|删除|去掉|改为|改成|重命名|调整|需要|缺少|追加|作成|作る|削除|変更|修正|設計|必要|추가|생성|삭제|변경|수정|필요|만들',
  begins(
    'добав | созда | удал | измен | переимен | нужн | надо | необходим | не хватает | сдела[тй] | замен | завести | спроектир | перенести | расшир',
  ),
  begins(
    'aggiung | aggiunt | crea | rimuov | rinomin | modific | cambia | serve | manca | elimin | doda | utw[oó]rz | stwórz | stworz | usun | usuń | zmie[nń] | brakuje | potrzeb | ekle | oluştur | kaldır | değiştir | sil(?!k)\\w* | gerek | toevoeg | voeg | aanmak | verwijder | wijzig | přid | vytvo | thêm | tạo',
  ),
);

/** What is shown, exported or made possible is of a program. */
export const programWords = any(
  '支持|兼容|展示|显示|导出|导入|界面|页面|按钮|悬浮|插件|功能(?:请求|建议|咨询)|サポート|対応(?:して)?(?:ほしい|する)|できるように|表示|画面|ボタン|지원|화면|표시|버튼',
  begins(
    'поддержк | возможност | отображ | показыва | экспорт | импорт | интерфейс | страниц | кнопк | supporto | visualizza | pagina | pulsante | obsług | wyświetl | stron[aęy] | przycisk | desteğ | görüntüle | sayfa | buton | ondersteun | weergave | knop',
  ),
);

/** Somebody wants to know. */
export const askWords = any(
  '怎么|怎样|如何|请问|能否|可否|为什么|有没有|吗[？?。]?|求助|求大神|どうやって|どうすれば|でしょうか|ですか|教えて|어떻게|인가요|나요\\?|왜 ',
  whole(
    'как (?:мне |можно |правильно |сделать |добавить |создать |изменить |удалить )\\S* | можно ли | почему | подскажите | зачем | come (?:posso|faccio|si fa|si può|aggiungere) | perché non | è possibile | jak (?:mogę|można|dodać|zrobić|zmienić) | dlaczego | czy (?:można|jest|da się) | nasıl | neden | mümkün mü | hoe kan | waarom | jak mohu | làm sao',
  ),
);

/** Something goes wrong. */
export const faultWords = any(
  '报错|错误|异常|失败|无法|不生效|崩溃|出错|エラー|失敗|できない|動かない|落ちる|오류|에러|실패|안 ?됩?니?다',
  begins(
    'ошибк | не работает | падает | вылета | не удает | не удаёт | исключени | errore | non funziona | fallisce | eccezione | błąd | błęd | nie działa | hata(?!y) | çalışmıyor | olmuyor | fout | werkt niet | chyb[ay] | nefunguje',
  ),
);

/** What is said of a column beside its type. */
export const ruleWords = any(
  '默认|必填|必须|唯一|非空|不能为空|最大|最小|长度|デフォルト|必須|一意|ユニーク|以上|以下|文字|기본값|필수|유일|최대|최소',
  begins(
    'по умолчанию | обязательн | уникальн | не может | не больше | не меньше | predefinit | obbligatori | univoc | al massimo | domyśln | wymagan | unikaln | varsayılan | zorunlu | benzersiz | standaard | verplicht | uniek',
  ),
);

/** Words by which a text in Latin letters is told from English and from the languages that are translated. */
export const latinSigns: ReadonlySet<string> = new Set(
  `della delle dello degli nella nelle gli che per una con sono deve essere anche tabella colonna aggiungere aggiungi creare campo il lo come utente utenti quando dati
  jest nie do na się dla oraz że tabeli kolumnę kolumna dodać dodaj pole bazy danych użytkownik użytkownika tabela przez musi być aby
  ve bir için ile bu olarak tablosu tablosuna sütun alan ekle eklenmeli veritabanı kullanıcı olmalı gerekiyor da değil tablo yeni eklenecek
  het een van voor niet met moet worden tabel kolom toevoegen veld gebruiker aan zijn naar deze`.split(/\s+/),
);
